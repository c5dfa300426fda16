public import MusterModel

/// Something that must leave the database, committed with the change that caused it.
public struct OutboxEntry: Sendable {
    public let id: Int64
    /// Names the effect, so that a receiver can tell a second delivery from a second effect.
    public let idempotencyKey: String
    /// `email`.
    public let kind: String
    public let leadID: LeadID
    public let payload: JSONObject
    /// Deliveries tried so far.
    public let attempts: Int
}

public struct NewOutboxEntry: Sendable {
    public var idempotencyKey: String
    public var kind: String
    public var leadID: LeadID
    public var payload: JSONObject

    public init(idempotencyKey: String, kind: String, lead: LeadID, payload: JSONObject) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.leadID = lead
        self.payload = payload
    }
}

extension StoreReader {
    /// Entries whose next try is due, oldest first.
    public func dueOutboxEntries(at now: Instant, limit: Int) throws -> [OutboxEntry] {
        try connection.all(
            """
            SELECT id, idempotency_key, kind, lead_id, payload, attempts FROM outbox \
            WHERE state = 'pending' AND next_attempt_at <= ? ORDER BY next_attempt_at, id LIMIT ?
            """, [.instant(now), .int(Int64(limit))]
        ) { row in
            OutboxEntry(
                id: row.int(0), idempotencyKey: row.text(1), kind: row.text(2), leadID: LeadID(row.int(3)),
                payload: (try? JSONParser.parse(row.text(4)))?.object ?? [:], attempts: Int(row.int(5)))
        }
    }

    public func nextOutboxAttempt() throws -> Instant? {
        try instant("SELECT min(next_attempt_at) FROM outbox WHERE state = 'pending'")
    }

    /// How many entries are in each state.
    public func outboxCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try connection.query("SELECT state, count(*) FROM outbox GROUP BY state", []) { row in
            counts[row.text(0)] = Int(row.int(1))
            return true
        }
        return counts
    }
}

extension StoreWriter {
    public func enqueue(_ entries: [NewOutboxEntry]) throws {
        guard !entries.isEmpty else { return }
        let first = try nextIDs(.outbox, count: entries.count)
        let now = now.milliseconds
        try write(
            .work(.outbox),
            """
            INSERT INTO outbox (id, idempotency_key, kind, lead_id, payload, created_at, state, attempts, \
            next_attempt_at) VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?)
            """, count: entries.count
        ) { binder, index in
            let entry = entries[index]
            binder.bind(first + Int64(index))
            binder.bind(entry.idempotencyKey)
            binder.bind(entry.kind)
            binder.bind(entry.leadID.rawValue)
            binder.bind(JSONValue.object(entry.payload).jsonText)
            binder.bind(now)
            binder.bind(now)
        }
    }

    public func markDelivered(_ ids: [Int64]) throws {
        let now = now.milliseconds
        try write(
            .work(.outbox), "UPDATE outbox SET state = 'done', attempts = attempts + 1, done_at = ? WHERE id = ?",
            count: ids.count
        ) { binder, index in
            binder.bind(now)
            binder.bind(ids[index])
        }
    }

    /// Tries again at `nextAttempt`, or never for `nil`.
    public func markUndelivered(_ id: Int64, error: String, nextAttempt: Instant?) throws {
        try write(
            .work(.outbox),
            """
            UPDATE outbox SET state = ?, attempts = attempts + 1, error = ?, next_attempt_at = coalesce(?, \
            next_attempt_at) WHERE id = ?
            """,
            [
                .text(nextAttempt == nil ? "failed" : "pending"),
                .text(error.excerpt(bytes: StoreError.longestDescription)),
                nextAttempt.map { .int($0.milliseconds) } ?? .null, .int(id),
            ])
    }
}
