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
        .text("[" + ids.lazy.map(\.description).joined(separator: ",") + "]")
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
