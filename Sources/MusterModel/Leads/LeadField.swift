/// One field of a lead: the only declaration from which its column, its filter, its constraint in
/// 'data value changes', its token and its description follow.
public struct LeadField: SchemaField, Hashable {
    /// Whose record the field is on. Company fields appear on every lead of the company.
    public enum Owner: Sendable { case person, company }

    /// The id of Describe Lead, also `primaryAttributeValueId` of Change Data Value and the rule
    /// type id of the field's filter.
    public let id: Int
    /// All the rest. Every value of every lead is found by its field, so a copy must cost next to nothing.
    private var declaration: Declaration

    private final class Declaration: Sendable {
        let name: String
        let displayName: String
        let dataType: DataType
        let length: Int?
        let isReadOnly: Bool
        let owner: Owner
        let column: String
        let isCustom: Bool
        let isSearchable: Bool
        let traits: FieldTraits

        init(
            _ name: String, _ displayName: String, _ dataType: DataType, length: Int?, isReadOnly: Bool, owner: Owner,
            column: String, isCustom: Bool, isSearchable: Bool, traits: FieldTraits
        ) {
            self.name = name
            self.displayName = displayName
            self.dataType = dataType
            self.length = length
            self.isReadOnly = isReadOnly
            self.owner = owner
            self.column = column
            self.isCustom = isCustom
            self.isSearchable = isSearchable
            self.traits = traits
        }

        func with(_ traits: FieldTraits) -> Declaration {
            Declaration(
                name, displayName, dataType, length: length, isReadOnly: isReadOnly, owner: owner, column: column,
                isCustom: isCustom, isSearchable: isSearchable, traits: traits)
        }
    }

    /// The REST name, such as `leadScore`: unique, compared with case.
    public var name: String { declaration.name }
    /// The name that people, rules, tokens and activities use, such as `Lead Score`.
    public var displayName: String { declaration.displayName }
    public var dataType: DataType { declaration.dataType }
    /// Longest text in characters; `nil` where the type has no length. `text` is 30,000 bytes.
    public var length: Int? { declaration.length }
    /// True when neither the API nor a flow may write it.
    public var isReadOnly: Bool { declaration.isReadOnly }
    public var owner: Owner { declaration.owner }
    /// The column of the `lead` table.
    public var column: String { declaration.column }
    public var isCustom: Bool { declaration.isCustom }
    /// True when Get Leads by Filter Type accepts the field as `filterType`.
    public var isSearchable: Bool { declaration.isSearchable }
    public var traits: FieldTraits {
        get { declaration.traits }
        set { declaration = declaration.with(newValue) }
    }

    public init(
        id: Int, _ name: String, _ displayName: String, _ dataType: DataType, length: Int? = nil,
        readOnly: Bool = false, owner: Owner = .person, column: String? = nil, custom: Bool = false,
        searchable: Bool = false, traits: FieldTraits = FieldTraits()
    ) {
        self.id = id
        declaration = Declaration(
            name, displayName, dataType, length: length, isReadOnly: readOnly, owner: owner,
            column: column ?? (custom ? "custom_" : "") + Self.snakeCased(name), isCustom: custom,
            isSearchable: searchable, traits: traits)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.id == right.id && (left.declaration === right.declaration || left.name == right.name)
    }
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

/// Every lead field of an instance: the standard ones and its custom ones.
public struct LeadFieldCatalog: Sendable {
    public let fields: [LeadField]
    private let byName: [String: LeadField]
    private let byAnyName: [String: LeadField]
    private let byID: [Int: LeadField]

    /// `custom` must not reuse a REST name of a standard field (checked where fields are made).
    /// - Parameter traits: what was written for standard fields, by REST name.
    public init(custom: [LeadField] = [], traits: [String: FieldTraits] = [:]) {
        let standard = LeadField.standard.with(traits) { $0.traits = $1 }
        fields = (standard + custom).sorted { $0.id < $1.id }
        byName = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        byID = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var any = Dictionary(fields.map { ($0.name.caseFolded, $0) }, uniquingKeysWith: { first, _ in first })
        for field in fields { any[field.displayName.caseFolded] = field }
        byAnyName = any
    }

    public static let standard = LeadFieldCatalog()

    /// By REST name, with case, as the lead API compares.
    public subscript(restName name: String) -> LeadField? { byName[name] }
    /// By display name or REST name in any case, as rules, flows and tokens refer to fields.
    public func field(named name: String) -> LeadField? { byAnyName[name.trimmingBlanks.caseFolded] }
    public func field(id: Int) -> LeadField? { byID[id] }
}

extension LeadField {
    /// The fields every instance has, in no particular order; the catalogue sorts by id.
    ///
    /// Ids, names, types and lengths are those of one real instance's Describe.
    /// - Source: Adobe, "List of Standard Fields"; Fivetran's anonymised Marketo seeds (ids).
    public static let standard: [LeadField] =
        identityFields + personFields + companyFields + originFields + reachabilityFields + scoringFields + syncFields
}
