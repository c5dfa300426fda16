import MusterAudience
import MusterModel

/// What the rules of a smart list can be made of.
struct GetSmartListRuleTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    private let kept = KeptAnswer()

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.ruleTypes(includesTriggers: false, kept)
    }
}
