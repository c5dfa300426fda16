import MusterModel
import MusterStore

/// *Create Static List*.
struct CreateStaticListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/staticLists.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.staticList, request)
        let list = try await context.store.write { writer in
            try new.check(writer.reader)
            return try writer.createStaticList(name: new.name, description: new.description, folder: new.container)
        }
        return .record(StaticListRecord(list, context))
    }
}
