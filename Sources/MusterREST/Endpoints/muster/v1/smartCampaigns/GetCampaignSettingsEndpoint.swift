import MusterFlows
import MusterModel
import MusterStore

/// How a smart campaign takes people in.
struct GetCampaignSettingsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/settings.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let campaign = try context.store.read({ try $0.smartCampaign(SmartCampaignID(request.id)) }) else {
            return .noAssets
        }
        return .json(.object(CampaignSettingsDocument.json(campaign)))
    }
}
