import MusterModel

/// What Marketo allows only so often in one day of the instance's time zone.
public enum DailyCount: String, Sendable {
    /// Schedules of a campaign that clone its program.
    case scheduleWithClone
}

extension StoreWriter {
    /// Counts one more use today; false, and nothing is counted, when there were `limit` already.
    public func count(_ name: DailyCount, limit: Int) throws -> Bool {
        let day = Moment(now, in: catalogs.settings.timeZone).today.description
        let counted = try connection.first(
            "SELECT count FROM daily_count WHERE name = ? AND day = ?", [.text(name.rawValue), .text(day)]
        ) { $0.int(0) }
        guard (counted ?? 0) < limit else { return false }
        try write(
            .bookkeeping, "DELETE FROM daily_count WHERE name = ? AND day < ?", [.text(name.rawValue), .text(day)])
        try write(
            .bookkeeping,
            """
            INSERT INTO daily_count (name, day, count) VALUES (?, ?, 1)
              ON CONFLICT (name, day) DO UPDATE SET count = daily_count.count + 1
            """, [.text(name.rawValue), .text(day)])
        return true
    }
}
