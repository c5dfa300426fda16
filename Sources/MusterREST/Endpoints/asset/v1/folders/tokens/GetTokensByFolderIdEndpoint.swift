import MusterStore

/// *Get Tokens by Folder Id*: those defined in the folder or program itself, by name.
/// - Source: our choice that inherited ones are not listed.
struct GetTokensByFolderIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}/tokens.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let container = try request.folderOfPath(kind: "folderType")
        return try context.store.read { reader in
            try reader.requireContainer(container)
            let tokens = try reader.tokens(in: container)
            guard !tokens.isEmpty else { return .noAssets }
            return .record(try FolderReading(reader, context).record(of: tokens, in: container))
        }
    }
}
