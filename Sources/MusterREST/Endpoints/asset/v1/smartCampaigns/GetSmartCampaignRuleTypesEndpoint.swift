import MusterAudience
import MusterModel

/// What the rules of a smart campaign's list can be made of.
struct GetSmartCampaignRuleTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/rules.json")
    static let permission = PermissionRequirement.readWriteAssets

    private let kept = KeptAnswer()

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.ruleTypes(includesTriggers: true, kept)
    }
}
