import MusterModel
import MusterStore

/// *Delete Folder*: an empty one, with its tokens.
struct DeleteFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let reference = try request.folderOfPath()
        try await context.store.write { writer in
            let folder = try writer.reader.required(reference)
            let isEmpty = try writer.reader.contents(of: reference, offset: 0, limit: 1).isEmpty
            guard isEmpty else { throw APIError.folderNotEmpty }
            try writer.deleteFolder(folder.id)
        }
        return .id(reference.id)
    }
}
