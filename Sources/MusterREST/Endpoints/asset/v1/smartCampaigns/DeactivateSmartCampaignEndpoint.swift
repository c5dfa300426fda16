import MusterEngine
import MusterModel

/// *Deactivate Smart Campaign*: people in the flow carry on.
struct DeactivateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/deactivate.json")
    static let permission = PermissionRequirement.deactivateCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        do {
            try await context.engine.commands.deactivate(SmartCampaignID(request.id))
        } catch let error as CampaignError {
            throw APIError(activation: error)
        }
        return .id(request.id)
    }
}
