import MusterModel

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
