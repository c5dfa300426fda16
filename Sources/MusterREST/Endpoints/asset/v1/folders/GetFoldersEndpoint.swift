import MusterModel
import MusterStore

/// *Get Folders*: the root, then what is below it level by level.
struct GetFoldersEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folders.json")
    static let permission = PermissionRequirement.readOnlyAssets

    private static let defaultDepth: Int64 = 2

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let root = try request.folder("root")
        let depth = try request.integer("maxDepth") ?? Self.defaultDepth
        guard depth >= 0 else { throw APIError.belowMinimum("maxDepth", 0) }
        let page = try request.offsetPage()
        guard try !request.namesUnknownWorkspace() else { return .noAssets }
        return try context.store.read { reader in
            let nodes = try reader.folders(
                under: root, maxDepth: Int(clamping: depth), offset: page.offset, limit: page.limit)
            let reading = FolderReading(reader, context)
            return .assets(try nodes.map(reading.record))
        }
    }
}
