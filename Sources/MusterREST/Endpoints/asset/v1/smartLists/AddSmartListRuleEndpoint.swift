import MusterModel
import MusterRules

/// Puts a filter or a trigger into a smart list; its primary constraint has no value yet.
struct AddSmartListRuleEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try request.requiredTypeReference("ruleId")
        guard let index = try request.integer("index") else { throw APIError.blank("index") }
        let role: RuleRole = try request.boolean("trigger") == true ? .trigger : .filter
        let isNegated = try request.boolean("negative") ?? false
        return try await SmartListEditing.record(request, context) { rules, document in
            let rule = try document.newRule(typeID: type.id, kind: type.kind, role: role, isNegated: isNegated)
            try rules.insert(rule, as: role, at: index)
        }
    }
}
