import MusterFlows
import MusterModel

/// Moves a choice to another position among those with a condition, counted from 0.
struct ReorderFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/reorder.json")
    static let permission = PermissionRequirement.readWriteAssets

    private static let parameter = "newSeqNumZeroBased"

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        let choice = request.id("choiceId")
        let position = try request.flowPosition(Self.parameter)
        return try await context.editFlow(of: request, position: Self.parameter) { flow, _ in
            try flow.moveChoice(choice, ofStep: step, to: position)
        }
    }
}
