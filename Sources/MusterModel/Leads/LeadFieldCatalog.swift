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
