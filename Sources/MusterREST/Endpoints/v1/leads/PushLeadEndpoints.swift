import MusterModel
import MusterStore

/// `Push Lead to Marketo`: creates or updates up to 300 leads, each record for itself, and logs
/// *Push Lead to Marketo* with the program for each that was written. With `programStatus` these also
/// get that status in the program, unless they are past it.
///
/// `lookupField` may be `mktToken`, the token of a tracked link. Muster tracks no links, so that
/// every token names nobody and its record is skipped, rather than made a second lead. In other
/// pushes `mktToken` is ignored.
/// - Source: Adobe, "Leads"; what becomes of an unknown token is our choice.
struct PushLeadEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/push.json")
    static let permission = PermissionRequirement.readWriteLead

    private static let tokenName = "mktToken"

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let programName = try request.requiredText("programName").trimmingBlanks
        let source = try request.text("source")
        let reason = try request.text("reason")
        let statusName = try request.text("programStatus")
        try request.checkPartition()
        let input = try request.input()
        let lookupName = try request.text("lookupField")?.trimmingBlanks
        let found = try LeadSync.search(input, by: lookupName, context)
        let statuses = try await context.write { writer in
            let catalog = writer.catalogs.leadFields
            let isByToken = lookupName == Self.tokenName
            let lookup = try LeadSync.lookupField(isByToken ? nil : lookupName, catalog)
            let records = try LeadSync.records(input.map(Self.withoutToken), catalog)
            guard let id = try writer.reader.program(named: programName)?.id,
                let progression = try writer.reader.progression(of: id)
            else { throw APIError.programNotFound }
            let programStatus = try statusName.map { name in
                guard let status = progression.status(named: name) else { throw APIError.programStatusNotFound }
                return status
            }
            if isByToken { return input.map(Self.skippedByToken) }
            var sync = try LeadSync(
                action: .createOrUpdate, lookup: lookup, records: records, found: found, writer: writer)
            let statuses = try records.map { record in
                let status = try sync.apply(record)
                guard let lead = status.written else { return status }
                try writer.append([Self.push(of: lead, to: progression.program, source, reason, at: writer.now)])
                return status
            }
            if let programStatus {
                try writer.setProgramStatus(
                    programStatus, of: statuses.compactMap(\.written), in: progression, origin: .api)
            }
            return statuses
        }
        return .records(statuses)
    }

    private static func withoutToken(_ record: JSONObject) -> JSONObject {
        JSONObject(record.members.filter { $0.key != tokenName })
    }

    private static func skippedByToken(_ record: JSONObject) -> RecordStatus {
        let token = record[tokenName]?.scalarText?.trimmingBlanks ?? ""
        return .skipped(nil, token.isEmpty ? .lookupValueMissing(tokenName) : .leadNotFound)
    }

    private static func push(
        of lead: LeadID, to program: Program, _ source: String?, _ reason: String?, at now: Instant
    ) -> NewActivity {
        var attributes: JSONObject = [:]
        if let reason { attributes["Reason"] = .string(reason) }
        if let source { attributes["Source"] = .string(source) }
        return NewActivity(
            lead: lead, type: ActivityType.pushLeadToMarketo.id, at: now, primaryID: program.id.rawValue,
            primaryValue: program.name, attributes: attributes)
    }
}

/// `Submit Form`: Muster has no forms, so a submission is checked and then belongs to none.
///
/// A form whose name activities have is no form that could be submitted.
struct SubmitFormEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/submitForm.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard try request.integer("formId") != nil else { throw APIError.missing("formId", in: request.family) }
        _ = try request.integer("programId")
        try Self.check(Self.submission(of: request), context.store.catalogs.leadFields)
        throw APIError.formNotFound
    }

    private static func submission(of request: APIRequest) throws(APIError) -> JSONObject {
        guard let input = request.json?.member(named: "input"), !input.isNull else {
            throw .missing("input", in: request.family)
        }
        guard let elements = input.array, elements.count == 1, let submission = elements[0].object else {
            throw .invalidType(input.jsonText, "JSON")
        }
        return submission
    }

    private static func check(_ submission: JSONObject, _ catalog: LeadFieldCatalog) throws(APIError) {
        guard let given = submission.member(named: "leadFormFields"), !given.isNull else {
            throw .missing("leadFormFields", in: .lead)
        }
        guard let fields = given.object else { throw .invalidType(given.jsonText, "JSON") }
        guard let email = fields[LeadField.email.name], !email.isNull,
            email.scalarText?.trimmingBlanks.isEmpty != true
        else {
            throw .missing(LeadField.email.name, in: .lead)
        }
        for member in fields.members {
            guard let field = catalog[restName: member.key], !field.isReadOnly,
                // One answer for all that can be wrong with a form.
                (try? field.value(from: member.value)) != nil
            else { throw .formInvalid }
        }
        if let visitor = submission.member(named: "visitorData"), !visitor.isNull, visitor.object == nil {
            throw .invalidType(visitor.jsonText, "JSON")
        }
        if let cookie = submission.member(named: "cookie") { _ = try MunchkinCookie.list(cookie) }
    }
}

/// The cookie of a visitor's browser: `id:287-GTJ-838&token:_mch-example.com-1427205775289-40768`,
/// the munchkin id of the instance that set it and a token.
///
/// Any munchkin id will do, because Muster has none of its own. The `&` may still be percent-encoded
/// as it is in the browser.
struct MunchkinCookie: Sendable, Hashable {
    private static let maximumLength = 255

    /// With a plain `&`.
    let text: String

    /// `nil` for what is no such cookie.
    init?(_ given: String) {
        let text = given.trimmingBlanks.replacing("%26", with: "&")
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumLength, parts.count == 2, parts[0].hasPrefix("id:"),
            Self.isMunchkinID(parts[0].dropFirst(3)), parts[1].hasPrefix("token:_mch-"),
            Self.isToken(parts[1].dropFirst("token:_mch-".count))
        else { return nil }
        self.text = text
    }

    /// A record's `cookies`: one, or several separated by commas; no value is none of them.
    static func list(_ value: JSONValue) throws(APIError) -> [MunchkinCookie] {
        guard !value.isNull else { return [] }
        guard let text = value.scalarText else { throw .invalidCookie(value.jsonText) }
        var cookies: [MunchkinCookie] = []
        for item in text.split(separator: ",").map(\.trimmingBlanks) where !item.isEmpty {
            guard let cookie = MunchkinCookie(item) else { throw .invalidCookie(item) }
            cookies.append(cookie)
        }
        return cookies
    }

    /// Three digits, three letters, three digits.
    private static func isMunchkinID(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { $0.utf8.count == 3 }
            && parts[0].utf8.allSatisfy(isDigit) && parts[1].utf8.allSatisfy(isLetter)
            && parts[2].utf8.allSatisfy(isDigit)
    }

    /// Visible ASCII without what separates cookies.
    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
