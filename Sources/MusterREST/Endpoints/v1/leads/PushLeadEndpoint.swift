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
        let statuses = try await context.store.write { writer in
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
