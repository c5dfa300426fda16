import MusterModel
import MusterStore

/// *Get Folder by Name*: every folder and program of the exact name, below `root` when
/// one is given. `root` may be a bare id, whose kind is then what `type` says.
struct GetFolderByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        var kind = try Self.kind(request)
        var root = try request.folder("root")
        if let given = root, let value = try request.embedded("root"), APIRequest.integer(value) != nil,
            let spent = kind
        {
            root = FolderReference(spent, given.id)
            kind = nil
        }
        guard try !request.namesUnknownWorkspace() else { throw APIError.unableToGetFolder }
        return try context.store.read { [kind, root] reader in
            var nodes: [FolderNode] = []
            if kind != .program { nodes = try reader.folders(named: name).map(FolderNode.folder) }
            if kind != .folder, let program = try reader.program(named: name) { nodes.append(.program(program)) }
            if let root {
                nodes = try nodes.filter { try reader.ancestors(of: $0.reference).contains(root) }
            }
            let reading = FolderReading(reader, context)
            return .assets(try nodes.map(reading.record))
        }
    }

    /// This call alone has an answer of its own for a bad type.
    private static func kind(_ request: APIRequest) throws -> FolderReference.Kind? {
        guard let text = try request.text("type") else { return nil }
        guard let kind = APIRequest.folderKind(text) else { throw APIError.invalidRequest }
        return kind
    }
}
