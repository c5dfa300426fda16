import MusterModel
import MusterStore

/// *Update Folder Metadata*: name, description and whether it is in the archive.
struct UpdateFolderEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let reference = try request.folderOfPath()
        let edit = try AssetEdit(.folder, request)
        let isArchive = try request.boolean("isArchive")
        try await context.store.write { writer in
            var folder = try writer.reader.required(reference)
            guard !edit.isEmpty || isArchive != nil else { return }
            if let parent = folder.parent { try edit.check(reference.id, in: parent, writer.reader) }
            folder.name = edit.name ?? folder.name
            if let text = edit.description { folder.description = text.isEmpty ? nil : text }
            folder.isArchive = isArchive ?? folder.isArchive
            try writer.updateFolder(folder)
        }
        return try context.folder(reference)
    }
}
