import MusterAuthoring
import MusterModel
import MusterStore

/// *Get Folder by Id*: also a program, with `type=Program`.
struct GetFolderByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.folder(try request.folderOfPath())
    }
}

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

/// *Create Folder*: its parent decides what it may hold.
struct CreateFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folders.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.folder, request)
        let folder = try await context.write { writer in
            try new.check(writer.reader)
            return try writer.createFolder(name: new.name, description: new.description, parent: new.container).id
        }
        return try context.folder(.folder(folder))
    }
}

/// *Update Folder Metadata*: name, description and whether it is in the archive, where nothing acts by itself.
struct UpdateFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets.orMore(.deactivation, .schedule)

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let reference = try request.folderOfPath()
        let edit = try AssetEdit(.folder, request)
        let isArchive = try request.boolean("isArchive")
        try await context.write { writer in
            var folder = try writer.reader.required(reference)
            guard !edit.isEmpty || isArchive != nil else { return }
            if let parent = folder.parent { try edit.check(reference.id, in: parent, writer.reader) }
            folder.name = edit.name ?? folder.name
            if let text = edit.description { folder.description = text.isEmpty ? nil : text }
            if isArchive == true, !folder.isArchive { return try FolderArchive(writer).put(folder) }
            folder.isArchive = isArchive ?? folder.isArchive
            try writer.updateFolder(folder)
        }
        return try context.folder(reference)
    }
}

/// *Delete Folder*: an empty one, with its tokens.
struct DeleteFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let reference = try request.folderOfPath()
        try await context.write { writer in
            let folder = try writer.reader.required(reference)
            let isEmpty = try writer.reader.contents(of: reference, offset: 0, limit: 1).isEmpty
            guard isEmpty else { throw APIError.folderNotEmpty }
            try writer.deleteFolder(folder.id)
        }
        return .id(reference.id)
    }
}
