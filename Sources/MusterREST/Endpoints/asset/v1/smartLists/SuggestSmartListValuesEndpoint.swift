import MusterModel
import MusterStore

/// *Auto Suggest* for the rules of a smart list.
struct SuggestSmartListValuesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/{id}/autoSuggest.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try ValueSuggesting(request).answer(context) { try $0.smartList(SmartListID(request.id)) }
    }
}
