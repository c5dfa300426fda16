import MusterModel
import MusterStore

/// *Get Smart List by Id*.
struct GetSmartListByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.smartList(includesRules: try request.includesRules()) { try $0.smartList(SmartListID(request.id)) }
    }
}
