import MusterModel
import MusterRules

/// Takes every rule out of a smart list; answers the list's id.
struct DeleteSmartListRulesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rules/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        try await SmartListEditing.id(request.id, request, context) { rules, _ in rules.removeAllRules() }
    }
}
