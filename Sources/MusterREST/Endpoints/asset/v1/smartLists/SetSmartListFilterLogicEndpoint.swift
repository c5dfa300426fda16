import MusterModel
import MusterRules

/// Says how the filters of a smart list are combined.
struct SetSmartListFilterLogicEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/filterLogic.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let text = try request.requiredText("matchType")
        guard let match = RuleSet.Match(word: text) else { throw APIError.invalidChoice("matchType", text) }
        let logic = try request.text("customRuleLogic")
        return try await SmartListEditing.record(request, context) { rules, _ in
            try rules.setMatch(match, logic: logic)
        }
    }
}
