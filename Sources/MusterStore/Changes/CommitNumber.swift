
/// The number of a transaction that changed something: ascending, stored, never used twice. 0 is the
/// state before the first.
public struct CommitNumber: RawRepresentable, Sendable, Hashable, Comparable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(_ value: Int64) { rawValue = value }
    public init(integerLiteral value: Int64) { rawValue = value }

    public var description: String { String(rawValue) }

    public static func < (left: CommitNumber, right: CommitNumber) -> Bool { left.rawValue < right.rawValue }
}

/// Which commits a snapshot contains, and the last of them that touched what others derive from.
/// Whatever is made of a snapshot and kept is kept under one of these numbers, and never under one
/// that was read at another moment than its data.
public struct StorePosition: Sendable, Hashable {
    /// The last commit of all.
    public var commit: CommitNumber = 0
    /// The last that wrote assets, fields, activity types or settings: what definitions are made of.
    public var definitions: CommitNumber = 0
    /// The last that wrote any of these or a run: what the records of assets are made of.
    public var records: CommitNumber = 0
    /// The last that wrote lead fields, activity types, settings or what triggers listen to.
    public var catalogs: CommitNumber = 0
}

extension StorePosition {
    static func load(_ connection: any SQLConnection) throws -> StorePosition {
        try connection.first(
            "SELECT last, definitions, records, catalogs FROM commit_position", []
        ) { row in
            StorePosition(
                commit: CommitNumber(row.int(0)), definitions: CommitNumber(row.int(1)),
                records: CommitNumber(row.int(2)), catalogs: CommitNumber(row.int(3)))
        } ?? StorePosition()
    }

    /// Where the store stands after a transaction with these changes, which gets the next number.
    func advanced(by changes: ChangeSet) -> StorePosition {
        var next = self
        next.commit = CommitNumber(commit.rawValue + 1)
        let touchesCatalogs = changes.catalogs.contains { $0 != .users }
        if touchesCatalogs { next.catalogs = next.commit }
        if touchesCatalogs || changes.assets.contains(where: { $0.kind != .run }) { next.definitions = next.commit }
        if touchesCatalogs || !changes.assets.isEmpty { next.records = next.commit }
        return next
    }

    func store(_ connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE commit_position SET last = ?, definitions = ?, records = ?, catalogs = ?",
            [
                .int(commit.rawValue), .int(definitions.rawValue), .int(records.rawValue), .int(catalogs.rawValue),
            ])
    }
}
