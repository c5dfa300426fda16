import MusterModel
import MusterStore

/// Puts the records of folders, and of programs as folders, together inside one snapshot.
///
/// No `AssetReading`: folders are found by kind and id, by name there may be several, and they are
/// browsed down their tree.
struct FolderReading {
    private let reader: StoreReader
    private let urls: AssetURL

    init(_ reader: StoreReader, _ context: APIContext) {
        self.reader = reader
        urls = AssetURL(context)
    }

    func record(_ node: FolderNode) throws -> FolderRecord {
        FolderRecord(node: node, path: try reader.path(of: node.reference) ?? "", urls: urls)
    }

    func record(_ reference: FolderReference) throws -> FolderRecord? {
        let node: FolderNode? =
            switch reference.kind {
            case .folder: try reader.folder(FolderID(reference.id)).map(FolderNode.folder)
            case .program: try reader.program(ProgramID(reference.id)).map(FolderNode.program)
            }
        return try node.map(record)
    }

    /// - Parameter container: one that exists.
    func record(of tokens: [MyToken], in container: FolderReference) throws -> FolderTokensRecord {
        let program = try container.programID.flatMap { try reader.program($0) }
        return FolderTokensRecord(
            container: container, tokens: tokens,
            computedURL: program.map(urls.tokens) ?? urls.tokens(of: FolderID(container.id)))
    }
}

extension APIContext {
    /// The record of the folder or program, or the no-assets warning.
    func folder(_ reference: FolderReference) throws -> APIResult {
        let record = try store.read { try FolderReading($0, self).record(reference) }
        return record.map(APIResult.record) ?? .noAssets
    }
}

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

/// One asset in a folder: only what it is.
struct FolderItemRecord: WireRecord {
    let item: FolderItem

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", item.id)
            $0.member("type", item.kind.word)
        }
    }
}

extension FolderItem.Kind {
    /// - Source: the words that Smartling's client knows.
    fileprivate var word: String {
        switch self {
        case .folder: "Folder"
        case .program: "Program"
        case .smartCampaign: "Smart Campaign"
        case .smartList: "Smart List"
        case .staticList: "List"
        case .email: "Email"
        }
    }
}

extension JSONWriter {
    /// `{"id":640,"type":"Folder"}`: the id comes first, because clients search for it as text.
    mutating func folder(_ reference: FolderReference) {
        object {
            $0.member("id", reference.id)
            $0.member("type", reference.kind.rawValue)
        }
    }

    mutating func member(_ name: StaticString, _ reference: FolderReference) {
        key(name)
        folder(reference)
    }

    mutating func member(_ name: StaticString, orNull reference: FolderReference?) {
        key(name)
        if let reference { folder(reference) } else { null() }
    }
}
