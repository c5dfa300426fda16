/// One field of a lead: the only declaration from which its column, its filter, its constraint in
/// 'data value changes', its token and its description follow.
public struct LeadField: SchemaField, Hashable {
    /// Whose record the field is on. Company fields appear on every lead of the company.
    public enum Owner: Sendable { case person, company }

    /// The id of Describe Lead, also `primaryAttributeValueId` of Change Data Value and the rule
    /// type id of the field's filter.
    public let id: Int
    /// The REST name, such as `leadScore`: unique, compared with case.
    public let name: String
    /// The name that people, rules, tokens and activities use, such as `Lead Score`.
    public let displayName: String
    public let dataType: DataType
    /// Longest text in characters; `nil` where the type has no length. `text` is 30,000 bytes.
    public let length: Int?
    /// True when neither the API nor a flow may write it.
    public let isReadOnly: Bool
    public let owner: Owner
    /// The column of the `lead` table.
    public let column: String
    public let isCustom: Bool
    /// True when Get Leads by Filter Type accepts the field as `filterType`.
    public let isSearchable: Bool
    public var traits: FieldTraits

    public init(
        id: Int, _ name: String, _ displayName: String, _ dataType: DataType, length: Int? = nil,
        readOnly: Bool = false, owner: Owner = .person, column: String? = nil, custom: Bool = false,
        searchable: Bool = false, traits: FieldTraits = FieldTraits()
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.dataType = dataType
        self.length = length
        self.isReadOnly = readOnly
        self.owner = owner
        self.column = column ?? (custom ? "custom_" : "") + Self.snakeCased(name)
        self.isCustom = custom
        self.isSearchable = searchable
        self.traits = traits
    }

    public static func == (left: Self, right: Self) -> Bool { left.id == right.id && left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// `leadScore` becomes `lead_score`, `mktoName` `mkto_name`, `anonymousIP` `anonymous_ip`.
    static func snakeCased(_ name: String) -> String {
        var result = ""
        var previousWasUpper = true
        for character in name {
            if character.isUppercase, !previousWasUpper { result += "_" }
            previousWasUpper = character.isUppercase
            result += character.lowercased()
        }
        return result
    }
}
