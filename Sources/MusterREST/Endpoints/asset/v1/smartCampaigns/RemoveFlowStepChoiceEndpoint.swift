import MusterFlows
import MusterModel

/// Removes a choice from a flow step; the default one stays.
struct RemoveFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/remove.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        let choice = request.id("choiceId")
        return try await context.editFlow(of: request) { flow, _ in try flow.removeChoice(choice, ofStep: step) }
    }
}
