/// *Get Folder by Id*: also a program, with `type=Program`.
struct GetFolderByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.folder(try request.folderOfPath())
    }
}
