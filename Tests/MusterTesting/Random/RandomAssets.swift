public import MusterModel
public import MusterRules

/// The assets of a random world: a name for everything but the lists it knows to be deleted, and
/// rules for its smart lists.
public struct RandomAssets: AssetDirectory, Sendable {
    public var smartLists: [SmartListID: RuleSet]

    public init(smartLists: [SmartListID: RuleSet] = [:]) { self.smartLists = smartLists }

    public func assetID(_ kind: AssetKind, named name: String) -> Int64? { Int64(name) }
    public func assetName(_ kind: AssetKind, id: Int64) -> String? { "\(kind.rawValue) \(id)" }
    public func rules(of list: SmartListID) -> RuleSet? { smartLists[list] }
}
