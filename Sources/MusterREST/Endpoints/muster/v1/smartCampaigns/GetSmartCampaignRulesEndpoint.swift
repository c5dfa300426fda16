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
