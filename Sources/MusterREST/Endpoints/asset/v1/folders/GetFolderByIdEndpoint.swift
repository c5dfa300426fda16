import MusterModel
import MusterStore

/// *Get Folder by Id*: also a program, with `type=Program`.
struct GetFolderByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let reference = FolderReference(try request.folderKind() ?? .folder, request.id)
        let record = try context.store.read { try FolderReading($0, context).record(reference) }
        return record.map(APIResult.record) ?? .noAssets
    }
}
