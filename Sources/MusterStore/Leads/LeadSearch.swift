public import MusterModel

extension StoreReader {
    /// Leads whose field has one of the values, texts in any case, by ascending id.
    ///
    /// A value that is none of the field's type finds nobody. Ids, e-mail addresses and cookies are
    /// found through an index, other fields by looking at every lead. A cookie is one of those that
    /// are associated with the lead, compared exactly.
    public func leadIDs(where field: LeadField, isOneOf values: [String], limit: Int) throws -> [LeadID] {
        if field == .cookies { return Array(Set(try leads(ofCookies: values).values).sorted().prefix(limit)) }
        return try leadIDs(where: holds(field, oneOf: values), limit: limit)
    }

    private func leadIDs(where condition: SQLCondition, limit: Int) throws -> [LeadID] {
        try connection.all(
            "SELECT id FROM lead\(condition.whereClause) ORDER BY id LIMIT ?",
            condition.arguments + [.int(Int64(limit))]
        ) { LeadID($0.int(0)) }
    }

    private func holds(_ field: LeadField, oneOf values: [String]) -> SQLCondition {
        let dialect = connection.dialect
        switch field.dataType.storage {
        case .text:
            let column = field == .email ? "email_key" : dialect.caseFolded(field.column)
            return SQLCondition(dialect.isOneOf(column, jsonArray: "?"), [.texts(values.map(\.caseFolded))])
        case .number:
            // As numbers of the engine: a text would be read by another rule.
            let numbers = values.compactMap { Double($0.trimmingBlanks).map(SQLValue.double) }
            return .isOne(field.column, of: numbers)
        case .integer, .boolean, .date, .instant:
            let wanted = values.compactMap(field.storedKey)
            return SQLCondition(
                dialect.isOneOf(field.column, jsonArray: "?"), [.text(JSONValue.array(wanted).jsonText)])
        }
    }
}

extension LeadField {
    /// Whether leads are found by the field without looking at every lead.
    public var isIndexed: Bool { self == .leadID || self == .email || self == .cookies }
}

/// Leads that were found by a field that has no index, before the write that is about them.
///
/// To look at every lead takes long; the writer must not wait for it. What commits have changed
/// in between is looked at again inside the write.
public struct FoundLeads: Sendable {
    public let field: LeadField
    public let values: [String]
    let ids: [LeadID]
    let commit: CommitNumber

    init(field: LeadField, values: [String], ids: [LeadID], commit: CommitNumber) {
        self.field = field
        self.values = values
        self.ids = ids
        self.commit = commit
    }
}

extension StoreReader {
    /// The leads whose field has one of the values, for a write that begins later.
    public func findLeads(where field: LeadField, isOneOf values: [String]) throws -> FoundLeads {
        FoundLeads(
            field: field, values: values, ids: try leadIDs(where: field, isOneOf: values, limit: .max),
            commit: position.commit)
    }

    /// Those who have one of the values in this state, by ascending id: of the found ones and of those
    /// whose value commits have written since.
    ///
    /// Looks at every lead only when so much has happened since that it is no longer known.
    public func leadIDs(of found: FoundLeads) throws -> [LeadID] {
        guard let candidates = try candidates(of: found) else {
            return try leadIDs(where: found.field, isOneOf: found.values, limit: .max)
        }
        var condition = holds(found.field, oneOf: found.values)
        condition.require(connection.dialect.isOneOf("id", jsonArray: "?"), [.ids(candidates.sorted())])
        return try leadIDs(where: condition, limit: .max)
    }

    private func candidates(of found: FoundLeads) throws -> Set<LeadID>? {
        let limit = 1_000
        guard let changes = try changes(after: found.commit, limit: limit), changes.count < limit else { return nil }
        return changes.reduce(into: Set(found.ids)) { candidates, change in
            candidates.formUnion(change.leads.created)
            candidates.formUnion(change.leads.set[found.field.id] ?? [])
            candidates.formUnion(change.leads.merged.map(\.winner))
        }
    }
}

extension LeadField {
    /// What a lookup means by a text, as the column holds it; `nil` when it is none of the field's type.
    fileprivate func storedKey(_ text: String) -> JSONValue? {
        if dataType.storage == .integer { return Int64(text.trimmingBlanks).map(JSONValue.integer) }
        do {
            switch try value(from: .string(text)) {
            case .boolean(let value): return .integer(value ? 1 : 0)
            case .date(let day): return .string(day.description)
            case .instant(let instant): return .integer(instant.milliseconds)
            case .null, .text, .integer, .number: return nil
            }
        } catch {
            return nil
        }
    }
}
