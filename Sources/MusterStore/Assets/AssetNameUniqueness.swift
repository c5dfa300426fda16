public import MusterModel

extension StoreReader {
    /// True when an asset of the kind has the name where it must be unique: campaigns, static lists
    /// and e-mails in one container, smart lists in the workspace, programs over the instance. A copy
    /// of a program alone repeats the names of smart lists, inside the copy.
    /// - Parameter excluding: the asset that is being renamed.
    public func nameIsTaken(
        _ name: String, kind: AssetKind, in container: FolderReference, excluding: Int64? = nil
    ) throws -> Bool {
        guard let table = kind.table else { return try assetID(kind, named: name) != nil }
        switch table {
        case .program: return try isTaken(name, table, SQLCondition(), excluding)
        case .smartList: return try isTaken(name, table, SQLCondition(SmartList.standsAlone), excluding)
        case .staticList, .smartCampaign, .email, .folder:
            return try isTaken(name, table, AssetPlacement.directChildren(of: container, in: table), excluding)
        }
    }

    /// True when a folder of the name is directly inside `parent`.
    public func folderNameIsTaken(
        _ name: String, in parent: FolderReference, excluding: FolderID? = nil
    ) throws -> Bool {
        try isTaken(name, .folder, AssetPlacement.directChildren(of: parent, in: .folder), excluding?.rawValue)
    }

    private func isTaken(
        _ name: String, _ table: AssetTable, _ scope: SQLCondition, _ excluded: Int64?
    ) throws -> Bool {
        var condition = scope
        condition.require("name = ?", [.text(name)])
        if let excluded { condition.require("id <> ?", [.int(excluded)]) }
        return try connection.hasRow("SELECT 1 FROM \(table)\(condition.whereClause)", condition.arguments)
    }
}
