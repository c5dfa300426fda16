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
                var condition = SQLCondition()
                condition.requireAny(of: [
                    .isOne("folder_id", of: chunk.filter { $0.kind == .folder }.map { .int($0.id) }),
                    Self.programChildren(chunk),
                ])
                children += try connection.all("SELECT id FROM \(table)\(condition.whereClause)", condition.arguments) {
                    FolderReference(kind, $0.int(0))
                }
            }
        }
        return children.sorted { ($0.id, $0.kind.rawValue) < ($1.id, $1.kind.rawValue) }
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
