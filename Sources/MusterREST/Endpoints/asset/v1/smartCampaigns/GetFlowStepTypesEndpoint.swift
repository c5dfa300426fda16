import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// The types of rules that may be the condition of a choice: attributes and memberships.
struct GetFlowStepTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/flowStepTypes.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let types = try context.store.read { $0.ruleCatalog.filters.filter { $0.kind == .attribute } }
        return .record(FlowStepTypesRecord(types: types))
    }
}
