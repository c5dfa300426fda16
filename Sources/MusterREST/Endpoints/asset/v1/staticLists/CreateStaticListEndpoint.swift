import MusterModel
import MusterStore

/// *Create Static List*.
struct CreateStaticListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/staticLists.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.staticList, request)
        return try await context.write(StaticListReading.self, NoParts()) { writer in
            try new.check(writer.reader)
            let list = try writer.createStaticList(name: new.name, description: new.description, folder: new.container)
            return list.id.rawValue
        }
    }
}
