public import MusterModel

/// *Member of List*: in at least one of the static lists.
public struct MemberOfListFilter: MembershipFilter {
    public let id = 9501
    public let name = "Member of List"
    public let synonyms = ["Member of Static List"]
    public let assetKind = AssetKind.staticList

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        .inStaticList(assets.map { StaticListID($0) })
    }
}
