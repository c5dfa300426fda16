import MusterModel
import MusterStore

/// *Get Smart List by Name*: the exact name.
struct GetSmartListByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        return try context.smartList(includesRules: try request.includesRules()) { try $0.smartList(named: name) }
    }
}
