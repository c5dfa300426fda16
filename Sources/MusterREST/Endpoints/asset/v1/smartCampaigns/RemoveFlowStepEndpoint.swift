import MusterFlows
import MusterModel

/// Removes a step from a smart campaign's flow. People who wait there go on with the step that
/// followed it.
struct RemoveFlowStepEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/remove.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        return try await context.editFlow(of: request) { flow, _ in try flow.removeStep(step) }
    }
}
