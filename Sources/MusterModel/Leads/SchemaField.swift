/// A field as the schema calls see it, whatever kind of record it is on.
public protocol SchemaField: Sendable {
    /// Unique among the fields of one kind of record; custom fields begin at 1001.
    var id: Int { get }
    /// The REST name, compared with case; no two fields differ by case alone.
    var name: String { get }
    var displayName: String { get }
    var dataType: DataType { get }
    /// Longest text in characters; `nil` where the type has no length.
    var length: Int? { get }
    var isCustom: Bool { get }
    var traits: FieldTraits { get }
}

/// The kinds of records that can have custom fields.
public enum SchemaObject: String, Sendable, CaseIterable {
    case lead
    case programMember = "program member"
}

/// What a new custom field is to be.
public struct FieldDefinition: Sendable {
    public var name: String
    public var displayName: String
    public var dataType: DataType
    public var length: Int?
    public var traits: FieldTraits

    /// - Parameter length: the usual one of the type when `nil`.
    public init(
        name: String, displayName: String, dataType: DataType, length: Int? = nil,
        traits: FieldTraits = FieldTraits()
    ) {
        self.name = name
        self.displayName = displayName
        self.dataType = dataType
        self.length = length ?? dataType.customLength
        self.traits = traits
    }
}

extension DataType {
    /// The length of a custom field of the type: 255 characters, `nil` where the type has none.
    /// - Source: Adobe, "Field Types".
    public var customLength: Int? { storage == .text && self != .text ? 255 : nil }
}

extension Sequence where Element: SchemaField {
    /// The id of the next custom field. Ids of Marketo's own fields lie below.
    public var nextCustomID: Int { Swift.max(1_001, (map(\.id).max() ?? 0) + 1) }

    /// The standard fields with the traits that were written for them, by REST name.
    func with(_ traits: [String: FieldTraits], _ set: (inout Element, FieldTraits) -> Void) -> [Element] {
        map { field in
            guard let changed = traits[field.name] else { return field }
            var field = field
            set(&field, changed)
            return field
        }
    }
}

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

/// What the schema says of a field besides its name and type.
public struct FieldTraits: Sendable, Hashable {
    /// `nil` when none; never empty.
    public var description: String?
    /// Left out of the pick lists of a user interface. Everything else works as with any field.
    /// - Source: our choice; Adobe only says that such fields are hidden.
    public var isHidden: Bool
    /// True when tokens of the field are escaped in the HTML of an e-mail.
    public var isHTMLEncodedInEmail: Bool
    public var isSensitive: Bool
    /// True for custom fields that an API client made: these count against its limit.
    public var isMadeByAPI: Bool

    public init(
        description: String? = nil, isHidden: Bool = false, isHTMLEncodedInEmail: Bool = true,
        isSensitive: Bool = false, isMadeByAPI: Bool = false
    ) {
        self.description = description
        self.isHidden = isHidden
        self.isHTMLEncodedInEmail = isHTMLEncodedInEmail
        self.isSensitive = isSensitive
        self.isMadeByAPI = isMadeByAPI
    }
}
