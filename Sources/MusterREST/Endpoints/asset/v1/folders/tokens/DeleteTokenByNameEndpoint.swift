import MusterModel
import MusterStore

/// *Delete Token by Name*: of the name and the type; answers the folder's id. Whatever refers to the
/// token finds the one that it hid, or nothing.
struct DeleteTokenByNameEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/tokens/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.tokenName()
        let kind = try request.tokenKind()
        let container = FolderReference(try request.requiredFolderKind("folderType"), request.id)
        try await context.store.write { writer in
            try writer.reader.requireContainer(container)
            let isDeleted = try writer.deleteToken(named: name, kind: kind, in: container)
            guard isDeleted else { throw APIError.tokenNotFound }
        }
        return .id(container.id)
    }
}
