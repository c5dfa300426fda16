import MusterModel

/// Where an asset is, as its row says it: the folder that holds it directly, and the program
/// around it however deep.
///
/// Keeping both makes 'children of this folder' and 'everything inside this program' one indexed
/// comparison each. A direct child of a program has no folder.
struct AssetPlacement {
    var folderID: Int64?
    var programID: Int64?

    /// `nil` for roots and for system assets.
    var container: FolderReference? {
        if let folderID { return FolderReference(.folder, folderID) }
        return programID.map { FolderReference(.program, $0) }
    }

    /// The arguments of the columns `folder_id, program_id`.
    var arguments: [SQLValue] { [.intOrNull(folderID), .intOrNull(programID)] }

    /// From two neighbouring columns.
    init(_ row: any SQLRow, at column: Int) {
        folderID = row.intOrNil(column)
        programID = row.intOrNil(column + 1)
    }

    init(folderID: Int64?, programID: Int64?) {
        self.folderID = folderID
        self.programID = programID
    }

    static let nowhere = AssetPlacement(folderID: nil, programID: nil)
}

extension AssetPlacement {
    /// The condition for the direct children of a container.
    static func directChildren(of container: FolderReference, in table: AssetTable) -> SQLCondition {
        switch container.kind {
        case .folder: SQLCondition("\(table).folder_id = ?", [.int(container.id)])
        case .program:
            SQLCondition("\(table).folder_id IS NULL AND \(table).program_id = ?", [.int(container.id)])
        }
    }
}

/// The tables whose rows have a place in the tree.
enum AssetTable: String, CaseIterable, CustomStringConvertible {
    case folder, program, email
    case staticList = "static_list"
    case smartList = "smart_list"
    case smartCampaign = "smart_campaign"

    var description: String { rawValue }
}

extension StoreReader {
    /// Where an asset put into `container` will be.
    func placement(in container: FolderReference) throws -> AssetPlacement {
        switch container.kind {
        case .program:
            guard try containerExists(container) else { throw AssetNotFoundError("program", container.id) }
            return AssetPlacement(folderID: nil, programID: container.id)
        case .folder:
            let placement = try connection.first(
                "SELECT id, program_id FROM folder WHERE id = ?", [.int(container.id)]
            ) { AssetPlacement($0, at: 0) }
            guard let placement else { throw AssetNotFoundError("folder", container.id) }
            return placement
        }
    }
}
