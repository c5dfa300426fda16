import MusterModel
import MusterStore

/// `Sync Leads`: creates or updates up to 300 leads, each record for itself.
struct SyncLeadsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        // Read only to refuse what is no boolean: the answer always comes after the write.
        _ = try request.boolean("asyncProcessing")
        let action = try Self.action(request)
        try Self.checkPartition(request, action)
        let input = try request.input()
        let lookupName = try request.text("lookupField")?.trimmingBlanks
        let found = try LeadSync.search(input, by: lookupName, action: action, context)
        let statuses = try await context.write { writer in
            let catalog = writer.catalogs.leadFields
            let lookup = try LeadSync.lookupField(lookupName, catalog)
            if lookup == .leadID, action == .createOnly || action == .createDuplicate {
                throw APIError.fieldNotAllowed("id", action: action.rawValue)
            }
            let records = try LeadSync.records(input, catalog)
            var sync = try LeadSync(
                action: action, lookup: lookup, records: records, found: found, writer: writer)
            return try records.map { try sync.apply($0) }
        }
        return .records(statuses)
    }

    private static func action(_ request: APIRequest) throws -> LeadSync.Action {
        guard let text = try request.text("action") else { return .createOrUpdate }
        let wanted = text.trimmingBlanks.lowercased()
        guard let action = LeadSync.Action.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            throw APIError.invalidChoice("action", text)
        }
        return action
    }

    private static func checkPartition(_ request: APIRequest, _ action: LeadSync.Action) throws {
        if try request.text("partitionName") != nil, action == .updateOnly || action == .createDuplicate {
            throw APIError.fieldNotAllowed("partitionName", action: action.rawValue)
        }
        try request.checkPartition()
    }
}

/// Applies records of leads one after the other, so that a later record sees what an earlier one
/// with the same key has written.
///
/// `cookies` is no value of its own: the record's lead gets the cookies, whoever had them.
/// - Source: Adobe says so of Push Lead; that sync does the same is our choice.
struct LeadSync {
    enum Action: String, CaseIterable, Sendable {
        case createOnly, updateOnly, createOrUpdate, createDuplicate
    }
    typealias Record = [(field: LeadField, value: JSONValue)]

    private let action: Action
    private let lookup: LeadField
    private let writer: StoreWriter
    /// Who has which key, case-folded: read once, because not every lookup field has an index.
    private var holders: [String: [LeadID]] = [:]

    /// - Parameter found: what `search` found before the write.
    init(action: Action, lookup: LeadField, records: [Record], found: FoundLeads?, writer: StoreWriter) throws {
        self.action = action
        self.lookup = lookup
        self.writer = writer
        guard lookup != .leadID, action != .createDuplicate else { return }
        if lookup == .cookies {
            // Those that cannot be read are refused when it is their record's turn.
            let cookies = records.flatMap { (try? Self.cookies(of: $0)) ?? [] }.map(\.text)
            holders = try writer.reader.leads(ofCookies: cookies).mapValues { [$0] }
            return
        }
        let keys = Self.keys(of: records, lookup)
        let ids =
            if let found, found.field == lookup, found.values == keys {
                try writer.reader.leadIDs(of: found)
            } else {
                try writer.reader.leadIDs(where: lookup, isOneOf: keys, limit: .max)
            }
        for lead in try writer.reader.leads(ids, fields: [lookup]) {
            holders[holderKey(lead[lookup]), default: []].append(lead.id)
        }
    }

    /// Finds the people of a call by a field that has no index, so that the write need not look at
    /// every lead. `nil` when there is nothing to find beforehand, or the write will refuse the call.
    static func search(
        _ input: [JSONObject], by name: String?, action: Action = .createOrUpdate, _ context: APIContext
    ) throws -> FoundLeads? {
        guard let name, action != .createDuplicate else { return nil }
        return try context.store.read { reader in
            let catalog = reader.catalogs.leadFields
            guard let lookup = catalog[restName: name], lookup.isLookupField, !lookup.isIndexed else { return nil }
            let records = input.map { object in
                object.members.compactMap { member -> (field: LeadField, value: JSONValue)? in
                    catalog[restName: member.key].map { ($0, member.value) }
                }
            }
            return try reader.findLeads(where: lookup, isOneOf: keys(of: records, lookup))
        }
    }

    private static func keys(of records: [Record], _ lookup: LeadField) -> [String] {
        records.compactMap { record in
            // As above: what is no value of the field is refused with its record.
            record.last { $0.field == lookup }.flatMap { try? lookup.value(from: $0.value) }
        }.filter { !$0.isNull }.map(\.recordedText)
    }

    /// `email` unless named; throws for a field that nobody can be looked up by.
    static func lookupField(_ name: String?, _ catalog: LeadFieldCatalog) throws(APIError) -> LeadField {
        guard let name else { return .email }
        guard let field = catalog[restName: name] else { throw .lookupFieldNotFound(name) }
        guard field.isLookupField else { throw .fieldNotSupported(name) }
        return field
    }

    /// The records by field. An unknown field anywhere refuses the whole call, with one 1006 each.
    static func records(_ input: [JSONObject], _ catalog: LeadFieldCatalog) throws -> [Record] {
        var unknown: [String] = []
        var seen: Set<String> = []
        let records = input.map { object in
            object.members.compactMap { member -> (field: LeadField, value: JSONValue)? in
                if let field = catalog[restName: member.key] { return (field, member.value) }
                if seen.insert(member.key).inserted { unknown.append(member.key) }
                return nil
            }
        }
        guard unknown.isEmpty else { throw APIFailure(unknown.map(APIError.fieldNotFound)) }
        return records
    }

    mutating func apply(_ record: Record) throws -> RecordStatus {
        let cookies: [MunchkinCookie]
        do { cookies = try Self.cookies(of: record) } catch { return .skipped(namedID(record), error) }
        let status = try write(record, key: cookies.first)
        guard let lead = status.written else { return status }
        for cookie in cookies {
            try writer.associate(cookie: cookie.text, with: lead)
            if lookup == .cookies { holders[cookie.text] = [lead] }
        }
        return status
    }

    private static func cookies(of record: Record) throws(APIError) -> [MunchkinCookie] {
        guard let value = record.last(where: { $0.field == .cookies })?.value else { return [] }
        return try MunchkinCookie.list(value)
    }

    private mutating func write(_ record: Record, key cookie: MunchkinCookie?) throws -> RecordStatus {
        var values: [LeadField: FieldValue] = [:]
        let named = namedID(record)
        for (field, value) in record where field != .cookies {
            // A read-only field may still be the key.
            if field.isReadOnly, field != lookup {
                return .skipped(
                    named,
                    field == .leadID ? .fieldNotAllowed("id", action: action.rawValue) : .readOnlyField(field.name)
                )
            }
            do { values[field] = try field.value(from: value) } catch {
                return .skipped(named, APIError(.invalidValue, error.message))
            }
        }
        if action == .createDuplicate { return try create(values) }
        let key = lookup == .cookies ? cookie.map { .text($0.text) } : values[lookup]
        guard let key, !key.isNull else { return .skipped(nil, .lookupValueMissing(lookup.name)) }
        if lookup == .leadID { return try update(byID: key, values) }
        let matches = holders[holderKey(key)] ?? []
        switch (matches.count, action) {
        case (0, .updateOnly): return .skipped(nil, .leadNotFound)
        case (0, _): return try create(values, key: key)
        case (_, .createOnly): return .skipped(nil, .leadAlreadyExists)
        case (1, _): return try update(matches[0], values)
        default: return .skipped(nil, .multipleLeadsMatch)
        }
    }

    /// Cookies are compared exactly, all other keys in any case.
    private func holderKey(_ key: FieldValue) -> String {
        lookup == .cookies ? key.recordedText : key.recordedText.caseFolded
    }

    /// What a skipped record that names its lead by id answers as its id.
    private func namedID(_ record: Record) -> Int64? {
        guard lookup == .leadID else { return nil }
        return record.last { $0.field == .leadID }.flatMap { APIRequest.integer($0.value) }
    }

    /// An id is never made by a client: whatever the action, it names a lead or nobody.
    private func update(byID key: FieldValue, _ values: [LeadField: FieldValue]) throws -> RecordStatus {
        guard case .integer(let number) = key else { return .skipped(nil, .lookupValueMissing("id")) }
        guard try !writer.reader.existing([LeadID(number)]).isEmpty else {
            return .skipped(number, .leadNotFound)
        }
        return try update(LeadID(number), values)
    }

    private func update(_ id: LeadID, _ values: [LeadField: FieldValue]) throws -> RecordStatus {
        try writer.updateLead(id, values.filter { !$0.key.isReadOnly }, origin: .api)
        return RecordStatus(id: id.rawValue, status: "updated")
    }

    private mutating func create(
        _ values: [LeadField: FieldValue], key: FieldValue? = nil
    ) throws -> RecordStatus {
        if lookup.isReadOnly, action != .createDuplicate { return .skipped(nil, .readOnlyField(lookup.name)) }
        let id = try writer.createLead(values.filter { !$0.value.isNull }, origin: .api)
        if let key { holders[holderKey(key), default: []].append(id) }
        return RecordStatus(id: id.rawValue, status: "created")
    }
}

extension RecordStatus {
    /// The lead that the record created or updated.
    var written: LeadID? { reasons.isEmpty ? id.map { LeadID($0) } : nil }
}

extension APIRequest {
    /// Throws for a `partitionName` other than that of the one partition. No lead lives elsewhere, so
    /// that 1010 has no occasion.
    func checkPartition() throws(APIError) {
        if let partition = try text("partitionName"), !Workspace.isPartition(partition) {
            throw .unknownPartition(partition)
        }
    }
}
