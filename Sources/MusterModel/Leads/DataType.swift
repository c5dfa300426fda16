/// The type of a lead field or an activity attribute, by its name in Describe.
/// - Source: Adobe, "Field Types"; `lead_function` only in recorded describe data.
public enum DataType: String, Sendable, CaseIterable {
    case string, text, email, phone, url, link
    case integer, score, percent
    case float, currency
    case boolean, date, datetime
    case reference
    case leadFunction = "lead_function"

    /// How values of the type are stored and compared.
    public enum Storage: Sendable { case text, integer, number, boolean, date, instant }

    public var storage: Storage {
        switch self {
        case .string, .text, .email, .phone, .url, .link, .leadFunction: .text
        // A reference is the id of a record.
        case .integer, .score, .percent, .reference: .integer
        case .float, .currency: .number
        case .boolean: .boolean
        case .date: .date
        case .datetime: .instant
        }
    }
}
