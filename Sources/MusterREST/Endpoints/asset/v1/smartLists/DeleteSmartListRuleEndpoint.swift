import MusterModel
import MusterRules

/// Takes one rule out of a smart list; answers the rule's id (our choice).
struct DeleteSmartListRuleEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let rule = request.id("ruleId")
        return try await SmartListEditing.id(rule, request, context) { rules, _ in try rules.removeRule(rule) }
    }
}
