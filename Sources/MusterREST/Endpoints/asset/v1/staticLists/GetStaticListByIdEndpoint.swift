import MusterModel
import MusterStore

/// *Get Static List by Id*. Alone among the assets a missing one is an error.
struct GetStaticListByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/staticList/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let list = try context.store.read({ try $0.staticList(StaticListID(request.id)) }) else {
            throw APIError.assetNotFound(AssetSort.staticList.title)
        }
        return .record(StaticListRecord(list, context))
    }
}
