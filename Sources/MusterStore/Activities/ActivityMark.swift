import MusterModel

/// Where in the log a time begins.
///
/// The log has no index by time, and times need not rise with ids: an import records the past. A
/// mark says that no activity before `first_id` is later than `at`, so a reader who wants what is
/// later than a moment may begin at the last mark up to it. There is a mark for each minute in
/// which something was appended.
extension StoreWriter {
    private static let millisecondsBetweenMarks: Int64 = 60_000

    func markTime(of activities: [NewActivity], first: Int64) throws {
        guard let latest = activities.lazy.map(\.at).max() else { return }
        let last = try connection.first("SELECT max(at) FROM activity_mark") { $0.instantOrNil(0) } ?? nil
        if let last, latest <= last.adding(milliseconds: Self.millisecondsBetweenMarks) { return }
        try write(
            .bookkeeping, "INSERT INTO activity_mark (at, first_id) VALUES (?, ?)", [.instant(latest), .int(first)])
    }
}

extension StoreReader {
    /// An id that no activity later than `moment` is before.
    func firstActivityID(after moment: Instant) throws -> Int64 {
        try connection.first(
            "SELECT first_id FROM activity_mark WHERE at <= ? ORDER BY at DESC LIMIT 1", [.instant(moment)]
        ) { $0.int(0) } ?? 0
    }
}
