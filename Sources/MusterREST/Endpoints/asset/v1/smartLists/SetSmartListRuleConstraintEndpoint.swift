import MusterModel
import MusterRules

/// Sets one constraint of a rule, or adds it.
struct SetSmartListRuleConstraintEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attribute = try request.requiredTypeReference("attributeId")
        let values = try request.quotedList("values")
        let operatorName = try request.text("operator")?.trimmingBlanks
        let rule = request.id("ruleId")
        let change = ConditionChange(
            ConstraintReference(attribute), operatorName: operatorName?.isEmpty == true ? nil : operatorName,
            values: values)
        return try await SmartListEditing.record(request, context) { rules, document in
            try document.setCondition(change, ofRule: rule, in: &rules)
        }
    }
}
