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
