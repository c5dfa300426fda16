public import MusterModel

extension StoreReader {
    /// The lead with the asked-for fields; `nil` when there is none.
    public func lead(_ id: LeadID, fields: [LeadField]) throws -> Lead? {
        let lead = try connection.first("SELECT \(Self.columns(of: fields)) FROM lead WHERE id = ?", [.id(id)]) {
            Lead(row: $0, fields: fields)
        }
        guard let lead, fields.contains(.cookies) else { return lead }
        return try withCookies([lead]).first
    }

    /// By ascending id; leads that are not there are left out.
    public func leads(_ ids: [LeadID], fields: [LeadField]) throws -> [Lead] {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        let leads = try connection.all(
            "SELECT \(Self.columns(of: fields)) FROM lead WHERE \(isWanted) ORDER BY id", [.ids(ids)]
        ) { Lead(row: $0, fields: fields) }
        return fields.contains(.cookies) ? try withCookies(leads) : leads
    }

    /// Everybody, by ascending id; the first so many.
    public func leadIDs(limit: Int) throws -> [LeadID] {
        try connection.all("SELECT id FROM lead ORDER BY id LIMIT ?", [.int(Int64(limit))]) { LeadID($0.int(0)) }
    }

    public func existing(_ ids: [LeadID]) throws -> Set<LeadID> {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        return Set(try connection.all("SELECT id FROM lead WHERE \(isWanted)", [.ids(ids)]) { LeadID($0.int(0)) })
    }

    private static func columns(of fields: [LeadField]) -> String {
        (["id"] + fields.map(\.column)).joined(separator: ", ")
    }
}

extension Lead {
    fileprivate init(row: any SQLRow, fields: [LeadField]) {
        var values: [LeadField: FieldValue] = Dictionary(minimumCapacity: fields.count)
        for (index, field) in fields.enumerated() {
            values[field] = row.fieldValue(index + 1, as: field.dataType.storage)
        }
        self.init(id: LeadID(row.int(0)), values: values)
    }
}

/// How field values are stored: booleans as 1 and 0, days as `yyyy-MM-dd`, instants as
/// milliseconds since 1970.
extension SQLBinder {
    mutating func bind(_ value: FieldValue) {
        switch value {
        case .null: bindNull()
        case .text(let value): bind(value)
        case .integer(let value): bind(value)
        case .number(let value): bind(value)
        case .boolean(let value): bind(value ? 1 : Int64(0))
        case .date(let value): bind(value.description)
        case .instant(let value): bind(value.milliseconds)
        }
    }
}

extension SQLValue {
    init(_ value: FieldValue) {
        self =
            switch value {
            case .null: .null
            case .text(let value): .text(value)
            case .integer(let value): .int(value)
            case .number(let value): .double(value)
            case .boolean(let value): .flag(value)
            case .date(let value): .text(value.description)
            case .instant(let value): .instant(value)
            }
    }

    /// A JSON array of numbers, for `Dialect.isOneOf`.
    static func ints(_ values: some Sequence<Int64>) -> SQLValue {
        .text("[" + values.lazy.map(String.init).joined(separator: ",") + "]")
    }

    /// The text of a JSON array.
    static func json(_ elements: [JSONValue]) -> SQLValue { json(.array(elements)) }
    static func json(_ value: JSONValue) -> SQLValue { .text(value.jsonText) }

    /// A JSON array of ids, for `Dialect.isOneOf`.
    static func ids<Subject>(_ ids: some Sequence<Identifier<Subject>>) -> SQLValue {
        var json = "["
        for id in ids {
            if json.utf8.count > 1 { json += "," }
            json += String(id.rawValue)
        }
        return .text(json + "]")
    }
}

extension SQLRow {
    func fieldValue(_ column: Int, as storage: DataType.Storage) -> FieldValue {
        guard !isNull(column) else { return .null }
        return switch storage {
        case .text: .text(text(column))
        case .integer: .integer(int(column))
        case .number: .number(double(column))
        case .boolean: .boolean(flag(column))
        case .date: CalendarDay(text(column)).map { .date($0) } ?? .null
        case .instant: .instant(instant(column))
        }
    }
}

extension SQLBinder {
    /// An e-mail address as `lead.email_key` holds it.
    mutating func bind(emailKey email: FieldValue) {
        if case .text(let address) = email { bind(address.caseFolded) } else { bindNull() }
    }
    mutating func bind(optional value: String?) {
        if let value { bind(value) } else { bindNull() }
    }
}

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
