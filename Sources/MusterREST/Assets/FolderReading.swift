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
}
