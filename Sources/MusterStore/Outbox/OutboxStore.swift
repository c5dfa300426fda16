public import MusterModel

/// Something that must leave the database, committed with the change that caused it.
public struct OutboxEntry: Sendable {
    public let id: Int64
    /// Names the effect, so that a receiver can tell a second delivery from a second effect.
    public let idempotencyKey: String
    /// `email`.
    public let kind: String
    /// Where it goes, for kinds that go to several places; empty otherwise.
    public let host: String
    public let leadID: LeadID
    public let payload: JSONObject
    /// Why the payload cannot be read back; `nil` when it can.
    public let unreadable: String?
    /// Deliveries tried so far.
    public let attempts: Int

    /// Bytes of payload that are held in memory together. A mail may have several MiB.
    static let mostAtOnce = 16 << 20
}

/// Entries that share a way out, and so each other's delays.
public struct OutboxRoute: Sendable, Hashable, Comparable {
    public let kind: String
    public let host: String

    public init(kind: String, host: String) {
        self.kind = kind
        self.host = host
    }

    public static func < (left: OutboxRoute, right: OutboxRoute) -> Bool {
        (left.kind, left.host) < (right.kind, right.host)
    }
}

public struct NewOutboxEntry: Sendable {
    public var idempotencyKey: String
    public var kind: String
    public var host: String
    public var leadID: LeadID
    public var payload: JSONObject

    public init(idempotencyKey: String, kind: String, host: String = "", lead: LeadID, payload: JSONObject) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.host = host
        self.leadID = lead
        self.payload = payload
    }
}

/// Entries in the making, which go to the database before they fill the memory.
public struct OutboxBatch {
    private var entries: [NewOutboxEntry] = []
    private var size = 0

    public init() {}

    public mutating func add(_ entry: NewOutboxEntry, to writer: StoreWriter) throws {
        entries.append(entry)
        size += entry.payload.members.reduce(0) { $0 + ($1.value.text?.utf8.count ?? 0) }
        if size >= OutboxEntry.mostAtOnce { try flush(to: writer) }
    }

    public mutating func flush(to writer: StoreWriter) throws {
        try writer.enqueue(entries)
        (entries, size) = ([], 0)
    }
}

extension StoreReader {
    /// Entries of a route whose next try is due, oldest first: at least one, and no more at once than the
    /// memory should hold.
    /// - Parameter excluded: entries that are not even read, though they count for `limit`.
    public func dueOutboxEntries(
        of route: OutboxRoute, at now: Instant, limit: Int, excluding excluded: Set<Int64> = []
    ) throws -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        var size = 0
        try connection.query(
            """
            SELECT id, idempotency_key, kind, host, lead_id, payload, attempts FROM outbox \
            WHERE state = 'pending' AND kind = ? AND host = ? AND next_attempt_at <= ? \
            ORDER BY next_attempt_at, id LIMIT ?
            """, [.text(route.kind), .text(route.host), .instant(now), .int(Int64(limit))]
        ) { row in
            guard !excluded.contains(row.int(0)) else { return true }
            let text = row.text(5)
            size += text.utf8.count
            var payload: JSONObject = [:]
            var unreadable: String?
            do {
                payload = try StoredObject(try JSONParser.parse(text), "payload").object
            } catch { unreadable = "its payload cannot be read back: \(error)" }
            entries.append(
                OutboxEntry(
                    id: row.int(0), idempotencyKey: row.text(1), kind: row.text(2), host: row.text(3),
                    leadID: LeadID(row.int(4)), payload: payload, unreadable: unreadable,
                    attempts: Int(row.int(6))))
            return size < OutboxEntry.mostAtOnce
        }
        return entries
    }

    /// The routes that entries wait for, in order, with the first due time of each after `instant`,
    /// or ever for `nil`. One look into the index for each route, however many entries wait.
    public func outboxRoutes(dueAfter instant: Instant? = nil) throws -> [(route: OutboxRoute, due: Instant)] {
        let later = instant == nil ? "" : " AND next_attempt_at > ?"
        var routes: [(route: OutboxRoute, due: Instant)] = []
        var last: OutboxRoute? = OutboxRoute(kind: "", host: "")
        while let behind = last {
            last = try connection.first(
                """
                SELECT kind, host FROM outbox WHERE state = 'pending' AND (kind, host) > (?, ?) \
                ORDER BY kind, host LIMIT 1
                """, [.text(behind.kind), .text(behind.host)]
            ) { OutboxRoute(kind: $0.text(0), host: $0.text(1)) }
            guard let route = last else { break }
            let due = try self.instant(
                "SELECT min(next_attempt_at) FROM outbox WHERE state = 'pending' AND kind = ? AND host = ?\(later)",
                [.text(route.kind), .text(route.host)] + (instant.map { [.instant($0)] } ?? []))
            if let due { routes.append((route, due)) }
        }
        return routes
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
            INSERT INTO outbox (id, idempotency_key, kind, host, lead_id, payload, created_at, state, attempts, \
            next_attempt_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?)
            """, count: entries.count
        ) { binder, index in
            let entry = entries[index]
            binder.bind(first + Int64(index))
            binder.bind(entry.idempotencyKey)
            binder.bind(entry.kind)
            binder.bind(entry.host)
            binder.bind(entry.leadID.rawValue)
            binder.bind(JSONValue.object(entry.payload).jsonText)
            binder.bind(now)
            binder.bind(now)
        }
    }

    public func markDelivered(_ id: Int64) throws {
        try write(
            .work(.outbox), "UPDATE outbox SET state = 'done', attempts = attempts + 1, done_at = ? WHERE id = ?",
            [.instant(now), .int(id)])
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

    /// Forgets what was delivered before `instant`, at most `limit` entries; returns how many.
    public func pruneOutbox(doneBefore instant: Instant, limit: Int) throws -> Int {
        try write(
            .bookkeeping,
            """
            DELETE FROM outbox WHERE id IN \
            (SELECT id FROM outbox WHERE state = 'done' AND done_at < ? ORDER BY done_at LIMIT ?)
            """, [.instant(instant), .int(Int64(limit))])
    }
}

extension StoreReader {
    /// How many non-operational e-mails each of the leads has been sent since `since`, whatever
    /// sent them; leads without any are missing.
    public func countedSends(to leads: [LeadID], since: Instant) throws -> [LeadID: Int] {
        let counts = try connection.all(
            """
            SELECT a.lead_id, count(*) FROM activity a JOIN email e ON e.id = a.primary_id \
            WHERE \(connection.dialect.isOneOf("a.lead_id", jsonArray: "?")) AND a.type_id = ? AND a.at >= ? \
            AND e.is_operational = 0 GROUP BY a.lead_id
            """, [.ids(leads), .id(ActivityType.sendEmail.id), .instant(since)]
        ) { (LeadID($0.int(0)), Int($0.int(1))) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Those of the leads whose address got this mail of this choice through another lead of the same
    /// run.
    public func leadsServed(
        run: CampaignRunID, step: Int64, choice: Int, email: EmailID, among leads: [LeadID]
    ) throws -> Set<LeadID> {
        let attribute = connection.dialect.jsonText("a.attributes", "?") + " = ?"
        let served = try connection.all(
            """
            SELECT DISTINCT l.id FROM lead l JOIN lead o ON o.email_key = l.email_key AND o.id <> l.id \
            JOIN activity a ON a.lead_id = o.id AND a.type_id = ? AND a.primary_id = ? \
            WHERE \(connection.dialect.isOneOf("l.id", jsonArray: "?")) \
            AND \(attribute) AND \(attribute) AND \(attribute)
            """,
            [
                .id(ActivityType.sendEmail.id), .id(email), .ids(leads), .text("Campaign Run ID"),
                .text(run.description), .text("Step ID"), .text(String(step)), .text("Choice Number"),
                .text(String(choice)),
            ]
        ) { LeadID($0.int(0)) }
        return Set(served)
    }
}
