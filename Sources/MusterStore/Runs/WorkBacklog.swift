public import MusterModel

/// What waits for the engine at a moment.
public struct WorkBacklog: Sendable, Hashable {
    /// Messages of one kind and host that are yet to be delivered, or never will be.
    public struct Messages: Sendable, Hashable {
        public let route: OutboxRoute
        public let pending: Int
        /// When the first of them is tried next; `nil` when there is none.
        public let due: Instant?
        /// Those that have been tried too often.
        public let failed: Int
    }

    /// Events that the triggers have not seen yet.
    public let events: Int
    /// When the first of those was committed; `nil` when there is none.
    public let oldestEventAt: Instant?
    /// People who may take their next step: whom triggers brought in, or who have woken from a wait.
    public let ready: Int
    /// People who move with the fronts of batch runs.
    public let moving: Int
    /// People in a wait.
    public let waiting: Int
    /// Runs whose time has come and that have not begun.
    public let dueRuns: Int
    /// By kind and host.
    public let outbox: [Messages]
}

extension StoreReader {
    /// Counts in indexes; none of them holds what is over.
    public func workBacklog(at now: Instant) throws -> WorkBacklog {
        func count(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
            try connection.first(sql, arguments) { Int($0.int(0)) } ?? 0
        }
        let detached = "SELECT count(*) FROM flow_entry WHERE is_detached = 1 AND is_waiting = "
        return WorkBacklog(
            events: try count("SELECT count(*) FROM pending_event"),
            oldestEventAt: try instant("SELECT committed_at FROM pending_event ORDER BY activity_id LIMIT 1"),
            ready: try count(detached + "0"),
            moving: try count(
                """
                SELECT count(*) FROM flow_entry WHERE is_detached = 0 \
                AND run_id IN (SELECT id FROM campaign_run WHERE is_moving = 1)
                """),
            waiting: try count(detached + "1"),
            dueRuns: try count(
                "SELECT count(*) FROM campaign_run WHERE state = 'scheduled' AND scheduled_at <= ?", [.instant(now)]),
            outbox: try connection.all(
                """
                SELECT kind, host, sum(pending), min(due), sum(failed) FROM (
                  SELECT kind, host, count(*) AS pending, min(next_attempt_at) AS due, 0 AS failed FROM outbox
                    WHERE state = 'pending' GROUP BY kind, host
                  UNION ALL SELECT kind, host, 0, NULL, count(*) FROM outbox
                    WHERE state = 'failed' GROUP BY kind, host
                ) AS routes GROUP BY kind, host ORDER BY kind, host
                """, []
            ) { row in
                WorkBacklog.Messages(
                    route: OutboxRoute(kind: row.text(0), host: row.text(1)), pending: Int(row.int(2)),
                    due: row.instantOrNil(3), failed: Int(row.int(4)))
            })
    }
}

extension StoreReader {
    /// Whether there is anything to do at that moment other than to start batch runs, to move their people and to
    /// deliver messages: an event, somebody who may take a step or wake, members of what was deleted.
    public func hasWorkBesideRuns(at now: Instant) throws -> Bool {
        try hasPendingEvents() || !readyEntries(limit: 1).isEmpty || !entriesToWake(at: now, limit: 1).isEmpty
            || hasMembersToForget()
    }
}

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
