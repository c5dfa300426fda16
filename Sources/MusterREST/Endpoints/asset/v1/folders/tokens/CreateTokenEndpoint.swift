import MusterModel
import MusterStore

/// *Create Token*: makes the token or replaces it, and answers it alone.
struct CreateTokenEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/tokens.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.tokenName()
        let kind = try request.tokenKind()
        let token = MyToken(name: name, kind: kind, value: try request.tokenValue(of: kind))
        let container = FolderReference(try request.requiredFolderKind("folderType"), request.id)
        try await context.store.write { writer in
            try writer.reader.requireContainer(container)
            try writer.setToken(token, in: container)
        }
        return .record(try context.store.read { try FolderReading($0, context).record(of: [token], in: container) })
    }
}
