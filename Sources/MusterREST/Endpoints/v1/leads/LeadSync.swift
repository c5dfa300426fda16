import MusterModel
import MusterStore

/// Applies records of leads one after the other, so that a later record sees what an earlier one
/// with the same key has written.
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

    init(action: Action, lookup: LeadField, records: [Record], writer: StoreWriter) throws {
        self.action = action
        self.lookup = lookup
        self.writer = writer
        guard lookup != .leadID, action != .createDuplicate else { return }
        let keys = records.compactMap { record in
            record.last { $0.field == lookup }.flatMap { try? lookup.value(from: $0.value) }
        }
        let found = try writer.reader.leadIDs(
            where: lookup, isOneOf: keys.filter { !$0.isNull }.map(\.recordedText), limit: .max)
        for lead in try writer.reader.leads(found, fields: [lookup]) {
            holders[lead[lookup].recordedText.caseFolded, default: []].append(lead.id)
        }
    }

    /// The records by field. An unknown field anywhere refuses the whole call, with one 1006 each.
    static func records(_ input: [JSONObject], _ catalog: LeadFieldCatalog) throws -> [Record] {
        var unknown: [String] = []
        let records = input.map { object in
            object.members.compactMap { member -> (field: LeadField, value: JSONValue)? in
                if let field = catalog[restName: member.key] { return (field, member.value) }
                if !unknown.contains(member.key) { unknown.append(member.key) }
                return nil
            }
        }
        guard unknown.isEmpty else { throw APIFailure(unknown.map(APIError.fieldNotFound)) }
        return records
    }

    mutating func apply(_ record: Record) throws -> RecordStatus {
        var values: [LeadField: FieldValue] = [:]
        let named = namedID(record)
        for (field, value) in record {
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
        guard let key = values[lookup], !key.isNull else { return .skipped(nil, .lookupValueMissing(lookup.name)) }
        if lookup == .leadID { return try update(byID: key, values) }
        let matches = holders[key.recordedText.caseFolded] ?? []
        switch (matches.count, action) {
        case (0, .updateOnly): return .skipped(nil, .leadNotFound)
        case (0, _): return try create(values)
        case (_, .createOnly): return .skipped(nil, .leadAlreadyExists)
        case (1, _): return try update(matches[0], values)
        default: return .skipped(nil, .multipleLeadsMatch)
        }
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

    private mutating func create(_ values: [LeadField: FieldValue]) throws -> RecordStatus {
        if lookup.isReadOnly, action != .createDuplicate { return .skipped(nil, .readOnlyField(lookup.name)) }
        let id = try writer.createLead(values.filter { !$0.value.isNull }, origin: .api)
        if let key = values[lookup], !key.isNull { holders[key.recordedText.caseFolded, default: []].append(id) }
        return RecordStatus(id: id.rawValue, status: "created")
    }
}
