import MusterModel
import MusterStore

/// Makes a smart list without rules.
struct CreateSmartListEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/smartLists.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartList, request)
        let id = try await context.store.write { writer in
            try new.check(writer.reader)
            return try writer.createSmartList(name: new.name, description: new.description, folder: new.container).id
        }
        return try context.smartList { try $0.smartList(id) }
    }
}
