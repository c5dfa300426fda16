import MusterModel
import MusterStore

/// Applies records of leads one after the other, so that a later record sees what an earlier one
/// with the same key has written.
struct LeadSync {
    enum Action: String, CaseIterable, Sendable {
        case createOnly, updateOnly, createOrUpdate, createDuplicate
    }
    typealias Record = [(field: LeadField, value: JSONValue)]

    let action: Action
    let lookup: LeadField
    let writer: StoreWriter

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

    func apply(_ record: Record) throws -> RecordStatus {
        var values: [LeadField: FieldValue] = [:]
        for (field, value) in record {
            // A read-only field may still be the key.
            if field.isReadOnly, field != lookup {
                return .skipped(
                    nil, field == .leadID ? .fieldNotAllowed("id", action: action.rawValue) : .readOnlyField(field.name))
            }
            do { values[field] = try field.value(from: value) } catch {
                return .skipped(nil, APIError(.invalidValue, error.message))
            }
        }
        if action == .createDuplicate { return try create(values) }
        guard let key = values[lookup], !key.isNull else { return .skipped(nil, .lookupValueMissing(lookup.name)) }
        if lookup == .leadID { return try update(byID: key, values) }
        let matches = try writer.reader.leadIDs(where: lookup, isOneOf: [key.recordedText], limit: 2)
        switch (matches.count, action) {
        case (0, .updateOnly): return .skipped(nil, .leadNotFound)
        case (0, _): return try create(values)
        case (_, .createOnly): return .skipped(nil, .leadAlreadyExists)
        case (1, _): return try update(matches[0], values)
        default: return .skipped(nil, .multipleLeadsMatch)
        }
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

    private func create(_ values: [LeadField: FieldValue]) throws -> RecordStatus {
        if lookup.isReadOnly, action != .createDuplicate { return .skipped(nil, .readOnlyField(lookup.name)) }
        let id = try writer.createLead(values.filter { !$0.value.isNull }, origin: .api)
        return RecordStatus(id: id.rawValue, status: "created")
    }
}
