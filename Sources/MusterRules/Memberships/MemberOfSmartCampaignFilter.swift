public import MusterModel

/// *Member of Smart Campaign*: has entered the flow of at least one of the campaigns.
///
/// - Constraint: *Date*, the time of the last entry (our choice).
public struct MemberOfSmartCampaignFilter: MembershipFilter {
    public let id = 9504
    public let name = "Member of Smart Campaign"
    public let assetKind = AssetKind.smartCampaign
    public let furtherConstraints = [RuleConstraint(9541, "Date", .datetime, .campaignEntryDate)]

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        .inCampaign(assets.map { SmartCampaignID($0) }, at: conditions.first?.test)
    }
}
