public import MusterModel

/// Some of the log in the order of ids.
public struct ActivityPage: Sendable {
    public var rows: [Activity]
    /// Where to go on: nothing that fits is left up to and including this id.
    public var lastScanned: ActivityID
    /// False when the log has been read to its end.
    public var hasMore: Bool
}

extension StoreReader {
    /// How much of the log one page may read, so that a question nobody fits does not hold a
    /// connection for minutes.
    private static let scanLimit: Int64 = 20_000

    /// The activities with greater ids than `after`, at or after `since`, that fit everything given. A
    /// page may be short or empty although there is more.
    /// - Parameter anySubject: Activities of this type fit whatever `primaryIDs` says.
    public func activities(
        after: ActivityID, since: Instant?, types: [ActivityTypeID], leads: [LeadID]? = nil,
        list: StaticListID? = nil, primaryIDs: [Int64]? = nil, anySubject: ActivityTypeID? = nil, limit: Int
    ) throws -> ActivityPage {
        precondition(limit > 0, "a page of no activities")
        var condition = SQLCondition()
        if let since { condition.require("at >= ?", [.instant(since)]) }
        if let list {
            condition.require(
                """
                EXISTS (SELECT 1 FROM static_list_member member \
                WHERE member.list_id = ? AND member.lead_id = activity.lead_id)
                """, [.id(list)])
        }
        if let primaryIDs {
            let subject = SQLCondition.isOne("primary_id", of: primaryIDs.map(SQLValue.int))
            let exempt = anySubject.map { SQLCondition("type_id = ?", [.id($0)]) }
            condition.requireAny(of: [subject] + (exempt.map { [$0] } ?? []))
        }
        let end = max(after, try lastActivityID())
        if let leads {
            // Their histories through the index; it is read whole, but it is theirs alone.
            condition.require("id > ?", [.id(after)])
            condition.require(.isOne("type_id", of: types.map(SQLValue.id)))
            condition.require(.isOne("lead_id", of: leads.map(SQLValue.id)))
            return try page(condition, limit: limit, end: end.rawValue)
        }
        // The plus keeps the engine from the index by lead and type: order is that of ids.
        condition.require(.isOne("+type_id", of: types.map(SQLValue.id)))
        return try scannedPage(condition, after: after.rawValue, since: since, end: end.rawValue, limit: limit)
    }

    private func scannedPage(
        _ condition: SQLCondition, after: Int64, since: Instant?, end: Int64, limit: Int
    ) throws -> ActivityPage {
        var begin = after
        var rows: [Activity] = []
        if let since {
            begin = max(after, min(end, try firstActivityID(since: since) - 1))
            let early = try pageAhead(condition, after: after, through: begin, since: since, limit: limit)
            if early.hasMore || early.rows.count == limit {
                return ActivityPage(
                    rows: early.rows, lastScanned: early.lastScanned,
                    hasMore: early.hasMore || early.lastScanned.rawValue < end)
            }
            rows = early.rows
        }
        let windowEnd = min(begin + Self.scanLimit, end)
        var condition = condition
        condition.require("id > ? AND id <= ?", [.int(begin), .int(windowEnd)])
        var page = try page(condition, limit: limit - rows.count, end: windowEnd)
        page.rows = rows + page.rows
        page.hasMore = page.hasMore || windowEnd < end
        return page
    }

    /// What was dated ahead and therefore is behind the mark where the scan begins.
    private func pageAhead(
        _ condition: SQLCondition, after: Int64, through last: Int64, since: Instant, limit: Int
    ) throws -> ActivityPage {
        let most = Int(Self.scanLimit)
        let ids = try activitiesAhead(since: since, after: after, through: last, limit: most)
        guard let lastAhead = ids.last else {
            return ActivityPage(rows: [], lastScanned: ActivityID(last), hasMore: false)
        }
        var condition = condition
        condition.require(connection.dialect.isOneOf("id", jsonArray: "?"), [.ids(ids)])
        var page = try page(condition, limit: limit, end: ids.count < most ? last : lastAhead.rawValue)
        page.hasMore = page.hasMore || ids.count == most
        return page
    }

    private func page(_ condition: SQLCondition, limit: Int, end: Int64) throws -> ActivityPage {
        var rows = try connection.all(
            "SELECT \(activityColumns) FROM activity\(condition.whereClause) ORDER BY id LIMIT ?",
            condition.arguments + [.int(Int64(limit) + 1)], Activity.init(row:))
        guard rows.count > limit else {
            return ActivityPage(rows: rows, lastScanned: ActivityID(end), hasMore: false)
        }
        rows.removeLast()
        return ActivityPage(rows: rows, lastScanned: rows[limit - 1].id, hasMore: true)
    }
}

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
