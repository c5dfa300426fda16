import MusterModel
import MusterRules

/// Takes one constraint out of a rule, any but the primary one.
struct RemoveSmartListRuleConstraintEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}/removeConstraint.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attribute = ConstraintReference(try request.requiredTypeReference("attributeId"))
        let rule = request.id("ruleId")
        return try await SmartListEditing.record(request, context) { rules, document in
            try document.removeCondition(on: attribute, ofRule: rule, in: &rules)
        }
    }
}
