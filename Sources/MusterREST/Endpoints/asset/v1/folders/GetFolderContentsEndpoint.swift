import MusterStore

/// *Get Folder Contents*: what is directly inside a folder or program, by ascending id.
/// - Source: our choice for the order, and that a missing folder is answered like an empty one.
struct GetFolderContentsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}/content.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let folder = try request.folderOfPath()
        let page = try request.offsetPage()
        let items = try context.store.read { try $0.contents(of: folder, offset: page.offset, limit: page.limit) }
        return .assets(items.map(FolderItemRecord.init))
    }
}
