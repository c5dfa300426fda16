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
