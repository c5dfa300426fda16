import MusterModel

/// Where in the log a time begins.
///
/// The log has no index by time, and times need not rise with ids: an import records the past, and a
/// client may date an activity in years to come. A mark says that no activity before `first_id` is
/// later than `at`, so a reader who wants what a moment begins may begin at the last mark before it.
/// There is a mark for each minute in which something was appended. Activities dated ahead of the
/// moment in which they were written would stop the marks until that day; they are left out and
/// listed by themselves.
extension StoreWriter {
    private static let millisecondsBetweenMarks: Int64 = 60_000

    func markTime(of activities: [NewActivity], first: Int64) throws {
        let limit = now.adding(milliseconds: Self.millisecondsBetweenMarks)
        var latest: Instant?
        var ahead: [Int] = []
        for (index, activity) in activities.enumerated() {
            if activity.at > limit {
                ahead.append(index)
            } else if latest.map({ activity.at > $0 }) ?? true {
                latest = activity.at
            }
        }
        try write(
            .bookkeeping, "INSERT INTO activity_ahead (activity_id, lead_id, at) VALUES (?, ?, ?)", count: ahead.count
        ) { binder, index in
            let activity = activities[ahead[index]]
            binder.bind(first + Int64(ahead[index]))
            binder.bind(activity.leadID.rawValue)
            binder.bind(activity.at.milliseconds)
        }
        guard let latest else { return }
        let last = try connection.first("SELECT max(at) FROM activity_mark") { $0.instantOrNil(0) } ?? nil
        if let last, latest <= last.adding(milliseconds: Self.millisecondsBetweenMarks) { return }
        try write(
            .bookkeeping, "INSERT INTO activity_mark (at, first_id) VALUES (?, ?)", [.instant(latest), .int(first)])
    }
}

extension StoreReader {
    /// An id that no activity at or after `moment` is before, but those of `activitiesAhead`.
    func firstActivityID(since moment: Instant) throws -> Int64 {
        try connection.first(
            "SELECT first_id FROM activity_mark WHERE at < ? ORDER BY at DESC LIMIT 1", [.instant(moment)]
        ) { $0.int(0) } ?? 0
    }

    /// Ids between two others, ascending, of activities at or after `moment` that were dated ahead.
    func activitiesAhead(since moment: Instant, after: Int64, through last: Int64, limit: Int) throws -> [ActivityID] {
        guard after < last else { return [] }
        return try connection.all(
            """
            SELECT activity_id FROM activity_ahead WHERE activity_id > ? AND activity_id <= ? AND at >= ? \
            ORDER BY activity_id LIMIT ?
            """, [.int(after), .int(last), .instant(moment), .int(Int64(limit))]
        ) { ActivityID($0.int(0)) }
    }
}
