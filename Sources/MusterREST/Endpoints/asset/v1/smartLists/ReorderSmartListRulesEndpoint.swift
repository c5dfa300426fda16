import MusterModel
import MusterRules

/// Gives the rules of a smart list another order; a custom logic keeps its meaning.
struct ReorderSmartListRulesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/reorder.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let order = try request.rulePositions("order")
        return try await SmartListEditing.record(request, context) { rules, _ in try rules.reorder(order) }
    }
}

extension APIRequest {
    /// `[{"id":101,"index":1}]`, in strict or relaxed JSON.
    fileprivate func rulePositions(_ name: String) throws(APIError) -> [RulePosition] {
        guard let value = try embedded(name) else { throw .blank(name) }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var positions: [RulePosition] = []
        for element in elements {
            guard let object = element.object, let rule = object.member(named: "id").flatMap(Self.integer),
                let position = object.member(named: "index").flatMap(Self.integer)
            else { throw .invalidType(element.jsonText, "JSON") }
            positions.append(RulePosition(rule: rule, position: position))
        }
        return positions
    }
}
