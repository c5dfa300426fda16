import MusterModel
import MusterStore

/// A folder, or a program that is answered like one. Every member is always there.
struct FolderRecord: WireRecord {
    let node: FolderNode
    let path: String
    let urls: AssetURL

    func write(_ writer: inout JSONWriter) {
        switch node {
        case .folder(let folder): write(folder, &writer)
        case .program(let program): write(program, &writer)
        }
    }

    private func write(_ folder: Folder, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", folder.name)
            writer.member("description", orNull: folder.description)
            writer.member("createdAt", folder.createdAt.assetText)
            writer.member("updatedAt", folder.updatedAt.assetText)
            writer.member("url", orNull: folder.isSystem ? nil : urls.folder(folder.id))
            writer.member("folderId", node.reference)
            writer.member("folderType", folder.kind.rawValue)
            writer.member("parent", orNull: folder.parent)
            writeRest(id: folder.id.rawValue, isArchive: folder.isArchive, isSystem: folder.isSystem, &writer)
        }
    }

    private func write(_ program: Program, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", program.name)
            writer.member("description", orNull: program.description.isEmpty ? nil : program.description)
            writer.member("createdAt", program.createdAt.assetText)
            writer.member("updatedAt", program.updatedAt.assetText)
            writer.member("url", urls.program(program))
            writer.member("folderId", node.reference)
            writer.member("folderType", program.kind.folderType)
            writer.member("parent", program.folder)
            writeRest(id: program.id.rawValue, isArchive: false, isSystem: false, &writer)
        }
    }

    private func writeRest(id: Int64, isArchive: Bool, isSystem: Bool, _ writer: inout JSONWriter) {
        writer.member("path", path)
        writer.member("isArchive", isArchive)
        writer.member("isSystem", isSystem)
        writer.member("accessZoneId", Workspace.id)
        writer.member("workspace", Workspace.name)
        writer.member("id", id)
    }
}

extension Program.Kind {
    fileprivate var folderType: String {
        switch self {
        case .standard: "Marketing Program"
        case .event, .webinar: "Marketing Event"
        case .engagement: "Nurture Program"
        case .email: "Email Batch Program"
        }
    }
}
