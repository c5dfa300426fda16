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
        func answer(_ fault: (any Error)?) {}

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
        return WriteGroup.commit(jobs[...], on: connection, committing: {})
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

    @Test func readersSeeNothingBeforeItIsSaidThatTheCommitComes() async throws {
        try await withLane { writer, reader in
            let jobs: [any WriteJob] = [Job.inserting(1)]
            var before: [[Int64]] = []
            let count = try writer.use { connection in
                WriteGroup.commit(jobs[...], on: connection) { before.append((try? values(reader)) ?? [-1]) }
            }
            #expect(count == 1)
            #expect(before == [[]])
            #expect(try values(reader) == [1])
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
                try connection.executeMany("INSERT INTO item (value) VALUES (?)", count: 4_001) { binder, index in
                    binder.bind(Int64(index + 100))
                }
            }
            let jobs: [Job] = [large, .inserting(1)]
            #expect(try writer.use { commit(jobs, on: $0) } == 1)
            #expect(jobs[1].outcome == "waiting")
        }
    }

    /// Ends with the group's fate decided, and the next group as if nothing had been.
    private func expectLost(_ jobs: [Job], _ outcomes: [String], _ writer: Lane, _ reader: Lane) throws {
        let count = try writer.use { commit(jobs, on: $0) }
        #expect(jobs.map(\.outcome) == outcomes)
        #expect(count == outcomes.count { $0 != "waiting" })
        #expect(try values(reader) == [], "nothing of the group is kept")
        let next: [Job] = [.inserting(100), .inserting(101)]
        _ = try writer.use { commit(next, on: $0) }
        #expect(next.map(\.outcome) == ["committed", "committed"])
        #expect(try values(reader) == [100, 101])
    }

    @Test func aJobThatCannotBeRolledBackAloneTakesTheGroupWithIt() async throws {
        try await withLane { writer, reader in
            let stuck = Job { connection in
                try connection.execute("INSERT INTO item (value) VALUES (7)", [])
                // Now there is nothing to roll back to.
                try connection.execute("RELEASE job", [])
                throw Refused()
            }
            try expectLost([.inserting(1), stuck, .inserting(2)], ["failed", "refused", "waiting"], writer, reader)
        }
    }

    @Test func aJobThatLosesItsSavepointIsNotCommitted() async throws {
        try await withLane { writer, reader in
            let stuck = Job { try $0.execute("RELEASE job", []) }
            try expectLost([.inserting(1), stuck, .inserting(2)], ["failed", "failed", "waiting"], writer, reader)
        }
    }

    @Test(arguments: [1, 2, 3])
    func whatFollowsAfterTheEngineGaveUpIsNoWriteOfItsOwn(groupSize: Int) async throws {
        try await withLane { writer, reader in
            try writer.use { connection in
                try connection.execute(
                    """
                    CREATE TRIGGER unlucky BEFORE INSERT ON item WHEN new.value = 13
                      BEGIN SELECT RAISE(ROLLBACK, 'thirteen'); END
                    """)
            }
            let careless = Job { connection in
                try connection.execute("INSERT INTO item (value) VALUES (7)", [])
                do { try connection.execute("INSERT INTO item (value) VALUES (13)", []) } catch {}
                do { try connection.execute("INSERT INTO item (value) VALUES (8)", []) } catch {}
            }
            switch groupSize {
            case 1: try expectLost([careless], ["failed"], writer, reader)
            case 2: try expectLost([careless, .inserting(2)], ["failed", "waiting"], writer, reader)
            default:
                try expectLost(
                    [.inserting(1), careless, .inserting(2)], ["failed", "failed", "waiting"], writer, reader)
            }
        }
    }

    @Test func aCommitThatFailsIsTheAnswerOfEverybody() async throws {
        try await withLane { writer, reader in
            try writer.use { connection in
                try connection.execute("CREATE TABLE owner (id INTEGER PRIMARY KEY)")
                try connection.execute(
                    "CREATE TABLE owned (id INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED)")
            }
            let orphan = Job { try $0.execute("INSERT INTO owned (id) VALUES (5)", []) }
            try expectLost([.inserting(1), orphan, .inserting(2)], ["failed", "failed", "failed"], writer, reader)
        }
    }

    @Test func aFullDiskFailsWhatDoesNotFitAndNothingIsHalfKept() async throws {
        try await withLane { writer, reader in
            try writer.use { connection in
                try connection.execute("CREATE TABLE blob (text TEXT)")
                try connection.query("PRAGMA max_page_count = 20", []) { _ in false }
            }
            let large = Job { connection in
                try connection.execute("INSERT INTO item (value) VALUES (7)", [])
                try connection.execute(
                    "INSERT INTO blob (text) VALUES (?)", [.text(String(repeating: "x", count: 200_000))])
            }
            let jobs: [Job] = [.inserting(1), large, .inserting(2)]
            var rest = jobs[...]
            while !rest.isEmpty { rest = rest.dropFirst(try writer.use { commit(Array(rest), on: $0) }) }
            #expect(large.outcome == "failed")
            let kept = try values(reader)
            #expect(kept == [(jobs[0], 1), (jobs[2], 2)].filter { $0.0.outcome == "committed" }.map(\.1))
            try writer.use { try $0.query("PRAGMA max_page_count = 100000", []) { _ in false } }
            let next = Job.inserting(9)
            _ = try writer.use { commit([next], on: $0) }
            #expect(next.outcome == "committed")
        }
    }

    @Test func aTransactionThatWasLeftOpenIsRolledBackFirst() async throws {
        try await withLane { writer, reader in
            try writer.use { connection in
                try connection.execute("BEGIN")
                try connection.execute("INSERT INTO item (value) VALUES (50)")
            }
            try expectLost([], [], writer, reader)
        }
    }
}
