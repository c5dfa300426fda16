import MusterFlows
import MusterModel

/// Adds a choice to a flow step, behind the others and before the default one.
///
/// Nobody takes it until it has a condition, and until then the campaign is invalid: an active one
/// takes nobody in meanwhile. Replacing the flow as a document has no such gap.
struct AddFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/addChoice.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        return try await context.editFlow(of: request) { flow, _ in try flow.addChoice(toStep: step) }
    }
}
