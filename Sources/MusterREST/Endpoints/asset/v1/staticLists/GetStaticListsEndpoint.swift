import MusterModel
import MusterStore

/// *Get Static Lists*.
struct GetStaticListsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/staticLists.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let query = try request.assetQuery()
        let lists = try context.store.read { try $0.staticLists(query) }
        return .assets(lists.map { StaticListRecord($0, context) })
    }
}
