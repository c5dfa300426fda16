import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterSQLite

/// Group commit, without threads: the group is given its jobs.
@Suite struct WriteGroupTests {
    private struct Refused: Error {}

    private final class Job: WriteJob {
        let body: @Sendable (any WriteConnection) throws -> Void
        private let ending = Mutex<String>("waiting")
        var outcome: String { ending.withLock { $0 } }

        init(_ body: @escaping @Sendable (any WriteConnection) throws -> Void) { self.body = body }

        func perform(on connection: any WriteConnection) throws { try body(connection) }
        func end(_ error: (any Error)?) {
            ending.withLock { $0 = error.map { $0 is Refused ? "refused" : "failed" } ?? "committed" }
        }

        static func inserting(_ value: Int64) -> Job {
            Job { try $0.execute("INSERT INTO item (value) VALUES (?)", [.int(value)]) }
        }
    }

    private func withLane(_ body: (Lane, Lane) throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let writer = try Lane(path: database.path, ConnectionSetup.writer())
            try writer.use { try $0.execute("CREATE TABLE item (value INTEGER NOT NULL UNIQUE)") }
            let reader = try Lane(path: database.path, ConnectionSetup.reader("reader"))
            try body(writer, reader)
            try reader.close()
            try writer.close()
        }
    }

    private func commit(_ jobs: [Job], on connection: SQLiteConnection) -> Int {
        let jobs: [any WriteJob] = jobs
        return WriteGroup.commit(jobs[...], on: connection)
    }

    private func values(_ lane: Lane) throws -> [Int64] {
        try lane.use { connection in
            var values: [Int64] = []
            try connection.query("SELECT value FROM item ORDER BY value", []) { row in
                values.append(row.int(0))
                return true
            }
            return values
        }
    }

    @Test func jobsOfAGroupShareOneTransaction() async throws {
        try await withLane { writer, reader in
            let seen = Mutex<[[Int64]]>([])
            let spy = Job { _ in
                let visible = try self.values(reader)
                seen.withLock { $0.append(visible) }
            }
            let jobs: [Job] = [.inserting(1), spy, .inserting(2), spy]
            let count = try writer.use { commit(jobs, on: $0) }
            #expect(count == 4)
            let visible = seen.withLock { $0 }
            #expect(visible == [[], []], "nothing is visible to others before the common commit")
            #expect(try values(reader) == [1, 2])
        }
    }

    @Test func aFailingJobIsRolledBackAlone() async throws {
        try await withLane { writer, reader in
            let jobs: [Job] = [
                .inserting(1),
                Job { connection in
                    try connection.execute("INSERT INTO item (value) VALUES (7)", [])
                    throw Refused()
                },
                .inserting(1), .inserting(2),
            ]
            _ = try writer.use { commit(jobs, on: $0) }
            #expect(jobs.map(\.outcome) == ["committed", "refused", "failed", "committed"])
            #expect(try values(reader) == [1, 2])
        }
    }

    @Test func aLoneFailingJobLeavesNothing() async throws {
        try await withLane { writer, reader in
            let job = Job { connection in
                try connection.execute("INSERT INTO item (value) VALUES (7)", [])
                throw Refused()
            }
            _ = try writer.use { commit([job], on: $0) }
            #expect(job.outcome == "refused")
            #expect(try values(reader) == [])
            let next = Job.inserting(8)
            _ = try writer.use { commit([next], on: $0) }
            #expect(try values(reader) == [8])
        }
    }

    @Test func whenTheEngineGivesUpTheTransactionEverybodyIsTold() async throws {
        try await withLane { writer, reader in
            let jobs: [Job] = [
                .inserting(1),
                // What SQLite does by itself when the disk is full.
                Job { connection in
                    try connection.execute("ROLLBACK", [])
                    throw Refused()
                },
                .inserting(3),
            ]
            let count = try writer.use { commit(jobs, on: $0) }
            #expect(count == 2, "the third is left for the next transaction")
            #expect(jobs.map(\.outcome) == ["failed", "refused", "waiting"])
            #expect(try values(reader) == [])
        }
    }

    @Test func manyChangesEndAGroupEarly() async throws {
        try await withLane { writer, _ throws in
            let large = Job { connection in
                try connection.executeMany("INSERT INTO item (value) VALUES (?)", count: 20_001) { binder, index in
                    binder.bind(Int64(index + 100))
                }
            }
            let jobs: [Job] = [large, .inserting(1)]
            #expect(try writer.use { commit(jobs, on: $0) } == 1)
            #expect(jobs[1].outcome == "waiting")
        }
    }
}
