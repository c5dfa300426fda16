import MusterModel
import MusterStore

/// *Create Folder*: its parent decides what it may hold.
struct CreateFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folders.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.folder, request)
        let folder = try await context.store.write { writer in
            try new.check(writer.reader)
            return try writer.createFolder(name: new.name, description: new.description, parent: new.container).id
        }
        return try context.folder(.folder(folder))
    }
}
