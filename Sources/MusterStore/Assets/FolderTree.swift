public import MusterModel

/// A folder, or a program, which the folder calls answer as if it were one.
public enum FolderNode: Sendable {
    case folder(Folder)
    case program(Program)

    public var reference: FolderReference {
        switch self {
        case .folder(let folder): .folder(folder.id)
        case .program(let program): .program(program.id)
        }
    }
}

extension StoreReader {
    /// The root and what is below it, level by level, each level by ascending id and a folder
    /// before a program of the same id.
    ///
    /// Walks one level at a time and stops where the page ends, so a shallow page of a deep tree
    /// reads only what it needs.
    /// - Parameters:
    ///   - root: `nil` for all three roots; one that does not exist has nothing below it.
    ///   - maxDepth: 0 is only the root itself.
    public func folders(
        under root: FolderReference?, maxDepth: Int, offset: Int, limit: Int
    ) throws -> [FolderNode] {
        var level = try rootReferences(root)
        var found: [FolderReference] = []
        let (sum, overflow) = offset.addingReportingOverflow(limit)
        let wanted = overflow ? Int.max : sum
        var depth = 0
        while !level.isEmpty {
            found += level
            if depth >= maxDepth || found.count >= wanted { break }
            level = try containers(directlyIn: level)
            depth += 1
        }
        return try found.dropFirst(offset).prefix(limit).compactMap { try node(of: $0) }
    }

    private func rootReferences(_ root: FolderReference?) throws -> [FolderReference] {
        if let root { return try containerExists(root) ? [root] : [] }
        return try connection.all(
            "SELECT id FROM folder WHERE folder_id IS NULL AND program_id IS NULL ORDER BY id"
        ) { FolderReference(.folder, $0.int(0)) }
    }

    private func containers(directlyIn parents: [FolderReference]) throws -> [FolderReference] {
        var children: [FolderReference] = []
        for table in [AssetTable.folder, .program] {
            let kind = table == .folder ? FolderReference.Kind.folder : .program
            for chunk in parents.inChunks(of: 200) {
                let condition = Self.children(of: chunk)
                children += try connection.all("SELECT id FROM \(table)\(condition.whereClause)", condition.arguments) {
                    FolderReference(kind, $0.int(0))
                }
            }
        }
        return children.sorted { ($0.id, $0.kind.rawValue) < ($1.id, $1.kind.rawValue) }
    }

    /// The campaigns anywhere below a folder that would act on people by themselves: those that are active,
    /// recur, or have a run planned. By ascending id.
    public func smartCampaigns(actingBelow folder: FolderID) throws -> [SmartCampaign] {
        try smartCampaigns(below: .folder(folder), where: Self.acting(orInState: ["scheduled"]))
    }

    /// The campaigns anywhere below a folder or program that act on people, will, or have people in their flow.
    /// By ascending id.
    public func smartCampaigns(workingBelow container: FolderReference) throws -> [SmartCampaign] {
        try smartCampaigns(below: container, where: Self.acting(orInState: ["scheduled", "running"]))
    }

    private static func acting(orInState states: [String]) -> String {
        let list = states.map { "'\($0)'" }.joined(separator: ", ")
        return """
            is_active = 1 OR recurrence IS NOT NULL OR EXISTS (SELECT 1 FROM campaign_run \
            WHERE campaign_id = smart_campaign.id AND state IN (\(list)))
            """
    }

    private func smartCampaigns(below container: FolderReference, where test: String) throws -> [SmartCampaign] {
        var campaigns: [SmartCampaign] = []
        var level = [container]
        while !level.isEmpty {
            for chunk in level.inChunks(of: 200) {
                var condition = Self.children(of: chunk)
                condition.require("(\(test))")
                campaigns += try smartCampaigns(where: condition)
            }
            level = try containers(directlyIn: level)
        }
        return campaigns.sorted { $0.id < $1.id }
    }

    private static func children(of parents: [FolderReference]) -> SQLCondition {
        var condition = SQLCondition()
        condition.requireAny(of: [
            .isOne("folder_id", of: parents.filter { $0.kind == .folder }.map { .int($0.id) }),
            programChildren(parents),
        ])
        return condition
    }

    private static func programChildren(_ parents: [FolderReference]) -> SQLCondition {
        var condition = SQLCondition.isOne(
            "program_id", of: parents.filter { $0.kind == .program }.map { .int($0.id) })
        condition.require("folder_id IS NULL")
        return condition
    }

    private func node(of reference: FolderReference) throws -> FolderNode? {
        switch reference.kind {
        case .folder: try folder(FolderID(reference.id)).map(FolderNode.folder)
        case .program: try program(ProgramID(reference.id)).map(FolderNode.program)
        }
    }
}

extension Array {
    fileprivate func inChunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

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
