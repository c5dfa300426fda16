import MusterEngine
import MusterModel

/// *Activate Smart Campaign*: the triggers are live before the answer.
struct ActivateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/activate.json")
    static let permission = PermissionRequirement.activateCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        do {
            try await context.engine.commands.activate(SmartCampaignID(request.id))
        } catch let error as CampaignError {
            throw APIError(activation: error)
        }
        return .id(request.id)
    }
}
