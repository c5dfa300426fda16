/// Every activity type of an instance: the standard ones and its approved custom ones.
public struct ActivityTypeCatalog: Sendable {
    /// By ascending id.
    public let types: [ActivityType]
    private let byID: [ActivityTypeID: ActivityType]
    private let byFilterName: [String: ActivityType]
    private let byTriggerName: [String: ActivityType]

    public init(custom: [ActivityType] = []) {
        types = (ActivityType.standard + custom).sorted { $0.id < $1.id }
        byID = Dictionary(types.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var filters: [String: ActivityType] = [:]
        var triggers: [String: ActivityType] = [:]
        for type in types {
            for synonym in type.synonyms {
                if type.filterName != nil { filters[synonym.caseFolded] = type }
                if type.triggerName != nil { triggers[synonym.caseFolded] = type }
            }
        }
        for type in types {
            if let name = type.filterName { filters[name.caseFolded] = type }
            if let name = type.triggerName { triggers[name.caseFolded] = type }
        }
        byFilterName = filters
        byTriggerName = triggers
    }

    public static let standard = ActivityTypeCatalog()

    public subscript(id: ActivityTypeID) -> ActivityType? { byID[id] }
    /// By the filter's name in any case, without the `Not ` of the negation.
    public func type(filterNamed name: String) -> ActivityType? { byFilterName[name.caseFolded] }
    public func type(triggerNamed name: String) -> ActivityType? { byTriggerName[name.caseFolded] }
    public func type(apiName: String) -> ActivityType? { types.first { $0.apiName == apiName } }
}
