public import MusterModel

/// *Member of Smart List*: the rules of at least one of the lists hold, at the same moment and in
/// the same snapshot.
///
/// - Errors: a list that is itself in error puts this rule in error; so does a cycle.
public struct MemberOfSmartListFilter: MembershipFilter {
    public let id = 9502
    public let name = "Member of Smart List"
    public let assetKind = AssetKind.smartList

    public init() {}

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        var parts: [Predicate] = []
        for asset in assets { parts.append(try lists.predicate(of: SmartListID(asset))) }
        return .any(parts)
    }
}
