import MusterModel
import MusterStore

/// The rules of a smart list, in Adobe's shape or the short grammar.
struct GetSmartListRulesEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try SmartListRules.get(request, context) { try $0.smartList(SmartListID(request.id)) }
    }
}
