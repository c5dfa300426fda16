import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0012UnsubscribesTests {
    private static let now = TestClock.usualNow

    @Test("people unsubscribed before mark their addresses, and whoever shares one is unsubscribed too")
    func oldPeople() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 9) { connection in
                for (id, email, key, unsubscribed) in [
                    (1, "A@x.example", "a@x.example", SQLValue.int(1)), (2, "a@x.example", "a@x.example", .int(0)),
                    (3, "a@X.example", "a@x.example", .null), (4, "b@x.example", "b@x.example", .int(0)),
                ] {
                    try connection.execute(
                        """
                        INSERT INTO lead (id, email, email_key, unsubscribed, created_at, updated_at)
                          VALUES (?, ?, ?, ?, 5, 5)
                        """, [.int(Int64(id)), .text(email), .text(key), unsubscribed])
                }
                try connection.execute(
                    "INSERT INTO lead (id, unsubscribed, created_at, updated_at) VALUES (5, 1, 5, 5)", [])
                try connection.execute("INSERT INTO sequence (name, next) VALUES ('activity', 10), ('lead', 6)", [])
            }
            let store = try await place.open()
            try store.read { reader in
                let people = try reader.leads([1, 2, 3, 4, 5], fields: [.unsubscribed, .updatedAt])
                let yes = FieldValue.boolean(true)
                #expect(people.map { $0[.unsubscribed] } == [yes, yes, yes, .boolean(false), yes])
                let old = Instant(milliseconds: 5)
                #expect(
                    people.map { $0[.updatedAt] } == [old, Self.now, Self.now, old, old].map { FieldValue.instant($0) })
                let log = try reader.activities(
                    after: 0, since: Self.now, types: [ActivityType.changeDataValue.id], limit: 9
                ).rows
                #expect(log.map(\.id) == [10, 11])
                #expect(log.map(\.content.leadID) == [2, 3])
                #expect(log.map { $0.content.attributes["Old Value"] } == ["false", ""])
                #expect(log.allSatisfy { $0.content.primaryID == 79 && $0.content.attributes["New Value"] == "true" })
                #expect(try reader.unsubscribed(among: ["a@x.example", "b@x.example"]) == ["a@x.example"])
            }
            #expect(try await store.write { try $0.nextIDs(.activity, count: 1) } == 12)
            try await store.database.close()
        }
    }

    @Test("an activity from the future that is there already blocks the time marks no longer")
    func oldMarks() async throws {
        try await withTemporaryDatabase { place in
            let ahead = Self.now.adding(seconds: 86_400 * 900)
            try await place.make(schema: 9) { connection in
                for (id, at) in [(1, Instant(seconds: 60)), (2, ahead), (3, Instant(seconds: 240))]
                    as [(Int64, Instant)]
                {
                    try connection.execute(
                        "INSERT INTO activity (id, lead_id, type_id, at, attributes) VALUES (?, 1, 1, ?, '{}')",
                        [.int(id), .instant(at)])
                }
                try connection.execute(
                    "INSERT INTO activity_mark (at, first_id) VALUES (60000, 1), (?, 2)", [.instant(ahead)])
                try connection.execute("INSERT INTO sequence (name, next) VALUES ('activity', 4)", [])
            }
            let store = try await place.open()
            try await store.write { try $0.append([.visit(1, at: Self.now)]) }
            let later = Self.now.adding(seconds: 1)
            try store.read { reader in
                #expect(try reader.firstActivityID(since: later) == 4)
                let page = try reader.activities(after: 0, since: later, types: [1], limit: 9)
                #expect(page.rows.map(\.id) == [2] && !page.hasMore)
            }
            try await store.database.close()
        }
    }
}
