public import MusterModel

/// One asset directly inside a folder or program.
public struct FolderItem: Sendable, Hashable {
    public enum Kind: Sendable, Hashable, CaseIterable {
        case folder, program, smartCampaign, smartList, staticList, email
    }
    public let kind: Kind
    public let id: Int64

    public init(_ kind: Kind, _ id: Int64) {
        self.kind = kind
        self.id = id
    }
}

extension StoreReader {
    /// What is directly inside the container, by ascending id; of one id in the order of the kinds.
    /// Left out are the server's own lists and those that belong to a campaign or an e-mail
    /// program: they are where their owner is.
    public func contents(of container: FolderReference, offset: Int, limit: Int) throws -> [FolderItem] {
        let kinds = FolderItem.Kind.allCases
        let parts = kinds.enumerated().map { position, kind in
            (position, kind.table, kind.children(of: container))
        }
        let selection = parts.map { "SELECT \($0) AS kind, id FROM \($1)\($2.whereClause)" }
        return try connection.all(
            selection.joined(separator: " UNION ALL ") + " ORDER BY id, kind LIMIT ? OFFSET ?",
            parts.flatMap { $2.arguments } + [.int(Int64(limit)), .int(Int64(offset))]
        ) { FolderItem(kinds[Int($0.int(0))], $0.int(1)) }
    }
}

extension StoreWriter {
    /// An empty folder, with its tokens.
    public func deleteFolder(_ id: FolderID) throws {
        try deleteTokens(of: .folder(id))
        try write(.asset(id), "DELETE FROM folder WHERE id = ?", [.id(id)])
    }
}

extension FolderItem.Kind {
    fileprivate var table: AssetTable {
        switch self {
        case .folder: .folder
        case .program: .program
        case .smartCampaign: .smartCampaign
        case .smartList: .smartList
        case .staticList: .staticList
        case .email: .email
        }
    }

    fileprivate func children(of container: FolderReference) -> SQLCondition {
        var condition = AssetPlacement.directChildren(of: container, in: table)
        if self == .smartList {
            condition.require(SmartList.standsAlone)
            condition.require("is_system = 0")
        }
        return condition
    }
}
