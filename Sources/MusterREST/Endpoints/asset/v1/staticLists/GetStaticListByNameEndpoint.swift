import MusterModel
import MusterStore

/// *Get Static List by Name*: the exact name.
struct GetStaticListByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/staticList/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        guard let list = try context.store.read({ try $0.staticList(named: name) }) else { return .noAssets }
        return .record(StaticListRecord(list, context))
    }
}
