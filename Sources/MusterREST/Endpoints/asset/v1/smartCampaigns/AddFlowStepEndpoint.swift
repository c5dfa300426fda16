import MusterFlows
import MusterModel

/// Adds a step to a smart campaign's flow, at a position counted from 0. It does nothing until its
/// parameters are filled in.
struct AddFlowStepEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flows.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try request.requiredTypeReference("activityType")
        let position = try request.flowPosition("index")
        return try await context.editFlow(of: request) { flow, document in
            guard type.kind == .activity else {
                throw APIError.businessRule("activityType: a flow step is an activity")
            }
            try flow.insertStep(try document.stepType(id: type.id), at: position)
        }
    }
}
