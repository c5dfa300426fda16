/// One person of the database.
///
/// `values` holds the fields that have been asked for; a field that was asked for and has no
/// value is `.null`, one that was not asked for is missing.
public struct Lead: Sendable {
    public let id: LeadID
    public var values: [LeadField: FieldValue]

    public init(id: LeadID, values: [LeadField: FieldValue] = [:]) {
        self.id = id
        self.values = values
    }

    public subscript(field: LeadField) -> FieldValue { values[field] ?? .null }
}

/// One value of a lead field; `null` is no value, which differs from the empty text.
public enum FieldValue: Sendable {
    case null
    case text(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    case date(CalendarDay)
    case instant(Instant)

    public var isNull: Bool { if case .null = self { true } else { false } }
}

extension FieldValue: Hashable {
    /// Exact: case, accents and normalisation all count. This is the comparison that decides
    /// whether a write changed a value.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.text(let a), .text(let b)): a.isIdentical(to: b)
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.instant(let a), .instant(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
        case .integer(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .boolean(let value): hasher.combine(value)
        case .date(let value): hasher.combine(value)
        case .instant(let value): hasher.combine(value)
        }
    }
}

extension FieldValue {
    /// The value as activities and tokens record it: booleans `true` or `false`, instants
    /// `2015-08-24T20:17:23Z`, no value as the empty text.
    public var recordedText: String {
        switch self {
        case .null: ""
        case .text(let value): value
        case .integer(let value): String(value)
        case .number(let value): value.plainText
        case .boolean(let value): value ? "true" : "false"
        case .date(let value): value.description
        case .instant(let value): value.iso8601
        }
    }

    /// As the lead database answers it.
    public var json: JSONValue {
        switch self {
        case .null: .null
        case .integer(let value): .integer(value)
        case .number(let value): .double(value)
        case .boolean(let value): .boolean(value)
        case .text, .date, .instant: .string(recordedText)
        }
    }
}
