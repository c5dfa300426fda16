import MusterModel
import MusterStore

/// The triggers and filters of a smart campaign, in Adobe's shape or the short grammar.
struct GetSmartCampaignRulesEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try SmartListRules.get(request, context) { try $0.smartList(of: SmartCampaignID(request.id)) }
    }
}

extension StoreReader {
    /// The list that says who takes part in a campaign; `nil` when there is no such campaign.
    func smartList(of campaign: SmartCampaignID) throws -> SmartList? {
        try smartCampaign(campaign).flatMap { try smartList($0.smartListID) }
    }
}
