import MusterAudience
import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore

/// Something whose rules or flow name an asset.
public enum AssetUser: Sendable {
    case smartCampaign(SmartCampaign)
    /// A list that belongs to no campaign.
    case smartList(SmartList)
}

/// Who names an asset: in filters and triggers, in the parameters of flow steps, in choices.
public struct AssetUses {
    let reader: StoreReader

    public init(_ reader: StoreReader) { self.reader = reader }

    /// Campaigns by ascending id, then lists by ascending id. A campaign that names itself uses
    /// itself; its own list counts as the campaign.
    public func users(of asset: AssetReference) throws -> [AssetUser] {
        var campaigns: [SmartCampaignID: SmartCampaign] = [:]
        for campaign in try reader.smartCampaigns(mentioning: asset.id)
        where catalog.assets(in: campaign.flow).contains(asset) {
            campaigns[campaign.id] = campaign
        }
        var lists: [SmartList] = []
        for list in try reader.smartLists(mentioning: asset.id) where catalog.assets(in: list.rules).contains(asset) {
            guard let owner = list.campaignID else {
                lists.append(list)
                continue
            }
            if campaigns[owner] == nil { campaigns[owner] = try reader.smartCampaign(owner) }
        }
        return campaigns.values.sorted { $0.id < $1.id }.map(AssetUser.smartCampaign)
            + lists.map(AssetUser.smartList)
    }

    private var catalog: RuleCatalog { reader.ruleCatalog }
}
