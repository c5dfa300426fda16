import MusterModel

/// The change sets of the past, one small row a commit, so that a reader who was away reads what it
/// missed from its position on, and takes current values from the tables.
extension StoreReader {
    /// The changes after `commit`, oldest first, without values; at most `limit` of them.
    /// - Returns: `nil` when some of them are no longer kept, so that the reader must begin anew.
    public func changes(after commit: CommitNumber, limit: Int) throws -> [ChangeSet]? {
        guard commit < position.commit else { return [] }
        let sets = try connection.all(
            "SELECT number, changes FROM change_log WHERE number > ? ORDER BY number LIMIT ?",
            [.int(commit.rawValue), .int(Int64(limit))]
        ) { row in try ChangeSet(stored: row.text(1), commit: CommitNumber(row.int(0))) }
        // Numbers have no gaps, so a later first one means that rows before it were pruned.
        guard let first = sets.first, first.commit.rawValue == commit.rawValue + 1 else { return nil }
        return sets
    }
}

extension StoreWriter {
    /// How many commits stay readable for those who have not registered.
    /// - Source: our choice; a few megabytes at most.
    static let keptCommits: Int64 = 10_000
    private static let commitsBetweenPrunings: Int64 = 256

    /// Keeps everything after `position` readable for `reader` until it moves on or ends.
    public func setChangeReader(_ reader: String, at position: CommitNumber) throws {
        try write(
            .bookkeeping,
            """
            INSERT INTO change_reader (name, position) VALUES (?, ?) \
            ON CONFLICT (name) DO UPDATE SET position = excluded.position
            """, [.text(reader), .int(position.rawValue)])
    }

    public func endChangeReader(_ reader: String) throws {
        try write(.bookkeeping, "DELETE FROM change_reader WHERE name = ?", [.text(reader)])
    }

    /// Gives this transaction its number and stores what it changed; the last thing before it ends.
    func logChanges(at position: StorePosition) throws -> StorePosition {
        let next = position.advanced(by: changes)
        changes.commit = next.commit
        try next.store(rows)
        try rows.execute(
            "INSERT INTO change_log (number, changes) VALUES (?, ?)",
            [.int(next.commit.rawValue), .text(changes.stored)])
        if next.commit.rawValue % Self.commitsBetweenPrunings == 0 { try prune(through: next.commit) }
        return next
    }

    private func prune(through last: CommitNumber) throws {
        let slowest = try connection.first("SELECT min(position) FROM change_reader") { $0.intOrNil(0) } ?? nil
        let starting = try reader.firstCommitToJudge()?.rawValue
        let end = min(slowest ?? .max, starting ?? .max, last.rawValue - Self.keptCommits)
        try rows.execute("DELETE FROM change_log WHERE number <= ?", [.int(end)])
    }
}
