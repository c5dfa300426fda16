/// How much the engine has done so far; the difference of two says what happened between them.
public struct WorkTally: Sendable, Hashable {
    /// Batch runs that have begun.
    public let runs: Int
    /// Activities and outbox entries that were ever made: ids are never used again.
    public let activities: Int
    public let messages: Int
}

extension StoreReader {
    public func workTally() throws -> WorkTally {
        let runs = try connection.first(
            "SELECT count(*) FROM campaign_run WHERE is_trigger = 0 AND started_at IS NOT NULL"
        ) { Int($0.int(0)) }
        return WorkTally(runs: runs ?? 0, activities: try count(.activity), messages: try count(.outbox))
    }

    private func count(_ sequence: IDSequence) throws -> Int {
        try connection.first("SELECT next FROM sequence WHERE name = ?", [.text(sequence.rawValue)]) {
            Int($0.int(0)) - 1
        } ?? 0
    }
}
