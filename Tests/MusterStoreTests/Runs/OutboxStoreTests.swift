import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct OutboxStoreTests {
    private static func entry(_ key: String, kind: String = "email", host: String = "") -> NewOutboxEntry {
        NewOutboxEntry(idempotencyKey: key, kind: kind, host: host, lead: 1, payload: ["n": 1])
    }

    @Test("each route is named once, with the first moment at which something is due")
    func routes() async throws {
        try await withStore { store in
            let now = store.clock.now
            try await store.write { writer in
                try writer.enqueue([
                    Self.entry("a"), Self.entry("b"), Self.entry("c", kind: "webhook", host: "one.example"),
                    Self.entry("d", kind: "webhook", host: "two.example"),
                ])
                try writer.markUndelivered(1, error: "busy", nextAttempt: now.adding(seconds: 60))
                try writer.markDelivered(3)
            }
            try store.read { reader in
                let email = OutboxRoute(kind: "email", host: "")
                let webhook = OutboxRoute(kind: "webhook", host: "two.example")
                let routes = try reader.outboxRoutes()
                #expect(routes.map(\.route) == [email, webhook])
                #expect(routes.map(\.due) == [now, now])
                let later = try reader.outboxRoutes(dueAfter: now)
                #expect(later.map(\.route) == [email])
                #expect(later.map(\.due) == [now.adding(seconds: 60)])
                #expect(try reader.dueOutboxEntries(of: email, at: now, limit: 9).map(\.idempotencyKey) == ["b"])
            }
        }
    }

    @Test("what was delivered long ago is forgotten, and only that")
    func retention() async throws {
        try await withStore { store in
            let now = store.clock.now
            let pruned = try await store.write { writer in
                try writer.enqueue((1...4).map { Self.entry("\($0)") })
                try writer.markDelivered(1)
                try writer.markUndelivered(2, error: "gone", nextAttempt: nil)
                let early = try writer.pruneOutbox(doneBefore: now, limit: 9)
                let late = try writer.pruneOutbox(doneBefore: now.adding(seconds: 1), limit: 9)
                return [early, late]
            }
            #expect(pruned == [0, 1])
            #expect(try store.read { try $0.outboxCounts() } == ["pending": 2, "failed": 1])
        }
    }

    @Test("large entries are read a few at once, and go to the database before they fill the memory")
    func large() async throws {
        try await withStore { store in
            let text = JSONValue.string(String(repeating: "x", count: OutboxEntry.mostAtOnce / 2))
            let counts = try await store.write { writer in
                var batch = OutboxBatch()
                var counts: [Int] = []
                for number in 0..<5 {
                    try batch.add(
                        NewOutboxEntry(idempotencyKey: "\(number)", kind: "email", lead: 1, payload: ["text": text]),
                        to: writer)
                    counts.append(try writer.reader.outboxCounts()["pending"] ?? 0)
                }
                try batch.flush(to: writer)
                return counts
            }
            #expect(counts == [0, 2, 2, 4, 4])
            let (email, now) = (OutboxRoute(kind: "email", host: ""), store.clock.now)
            try store.read { reader in
                let keys = try reader.dueOutboxEntries(of: email, at: now, limit: 9).map(\.idempotencyKey)
                #expect(keys == ["0", "1"])
                let others = try reader.dueOutboxEntries(of: email, at: now, limit: 9, excluding: [1, 2])
                #expect(others.map(\.idempotencyKey) == ["2", "3"])
                #expect(try reader.outboxCounts() == ["pending": 5])
            }
        }
    }

    @Test("an entry that cannot be read back says so, and hides no other")
    func unreadable() async throws {
        try await withStore { store in
            try await store.write { writer in
                try writer.enqueue([Self.entry("a"), Self.entry("b")])
                try writer.rows.execute("UPDATE outbox SET payload = '{broken' WHERE id = 1", [])
            }
            let due = try store.read {
                try $0.dueOutboxEntries(of: OutboxRoute(kind: "email", host: ""), at: store.clock.now, limit: 9)
            }
            #expect(due.map { $0.unreadable == nil } == [false, true])
        }
    }
}
