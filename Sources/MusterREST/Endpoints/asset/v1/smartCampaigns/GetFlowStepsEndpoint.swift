import MusterFlows
import MusterModel

/// The kinds of flow steps that Muster runs, with what each can be told.
struct GetFlowStepsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/flowSteps.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) -> APIResult {
        .record(FlowStepsRecord(steps: StepCatalog.descriptions))
    }
}
