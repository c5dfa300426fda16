import Foundation
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

/// A statement that never ends by itself is ended from outside.
@Suite(.timeLimit(.minutes(10))) struct ReadEndTests {
    private static let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 1, questions: 1)
            try await database.write { try $0.execute("CREATE TABLE item (value INTEGER)", []) }
            try await body(database)
            try await database.close()
        }
    }

    private static func endless(_ connection: any SQLConnection) throws {
        try connection.query("\(numbers) SELECT count(*) FROM n", []) { _ in true }
    }

    private static func count(_ database: SQLiteDatabase) throws -> Int64 {
        var count: Int64 = -1
        try database.ask(until: ReadEnd()) { connection in
            try connection.query("SELECT count(*) FROM item", []) { row in
                count = row.int(0)
                return false
            }
        }
        return count
    }

    private static func code(_ body: () throws -> Void) -> StoreError.Code? {
        do { try body() } catch { return (error as? StoreError)?.code }
        return nil
    }

    @Test func whoeverIsCancelledEndsWithinAStatement() async throws {
        try await withDatabase { database async throws in
            let end = ReadEnd()
            var rows = 0
            let code = Self.code {
                try database.ask(until: end) { connection in
                    try connection.query("\(Self.numbers) SELECT i FROM n", []) { _ in
                        rows += 1
                        if rows == 1_000 { end.cancel() }
                        return true
                    }
                }
            }
            #expect(code == .cancelled)
            // Some tens of microseconds of work: a row takes more than one step of the statement.
            #expect(rows < 3_000)
        }
    }

    @Test func aStatementThatReturnsNoRowsEndsToo() async throws {
        try await withDatabase { database async throws in
            let end = ReadEnd()
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            async let ended = QuestionThreadOfTest.run {
                Self.code {
                    try database.ask(until: end) { connection in
                        signal.yield()
                        try Self.endless(connection)
                    }
                }
            }
            for await _ in begun { break }
            end.cancel()
            #expect(await ended == .cancelled)
        }
    }

    @Test func timeRunsOutForQuestionsAndForShortReads() async throws {
        try await withDatabase { database async throws in
            #expect(Self.code { try database.ask(until: ReadEnd(after: .milliseconds(5)), Self.endless) } == .timedOut)
            // Between two statements as well.
            let between = Self.code {
                try database.ask(until: ReadEnd(after: .zero)) { connection in
                    try connection.query("SELECT 1", []) { _ in true }
                }
            }
            #expect(between == .timedOut)
        }
    }

    @Test func theSnapshotIsGivenUpAndTheConnectionServesAgain() async throws {
        try await withDatabase { database async throws in
            #expect(try Self.count(database) == 0)
            let end = ReadEnd()
            end.cancel()
            #expect(Self.code { try database.ask(until: end, Self.endless) } == .cancelled)
            try await database.write { try $0.execute("INSERT INTO item (value) VALUES (1)", []) }
            #expect(try Self.count(database) == 1)
        }
    }

    @Test func anErrorOfTheBodyIsToldAsItIs() async throws {
        struct Own: Error {}
        try await withDatabase { database async throws in
            let end = ReadEnd()
            #expect(throws: Own.self) {
                try database.ask(until: end) { _ in
                    end.cancel()
                    throw Own()
                }
            }
            #expect(try Self.count(database) == 0)
        }
    }

    @Test func closingEndsTheQuestionsUnderWay() async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 1, questions: 1)
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            async let ended = QuestionThreadOfTest.run {
                Self.code {
                    try database.ask(until: ReadEnd()) { connection in
                        signal.yield()
                        try Self.endless(connection)
                    }
                }
            }
            for await _ in begun { break }
            try await database.close()
            #expect(await ended == .closed)
        }
    }

    @Test func whatIsToldOfAStatementIsItsBeginning() {
        let error = StoreError(.statement, "near", sql: "SELECT " + String(repeating: "é, ", count: 100_000))
        #expect(error.sql?.utf8.count ?? 0 <= 2_048)
        #expect(error.description.utf8.count <= 2_048)
        #expect(error.sql?.hasSuffix("…") == true)
        #expect(StoreError(.statement, "near", sql: "SELECT 1").sql == "SELECT 1")
    }
}

/// Blocking work on a thread of its own, so that no task's thread is blocked.
enum QuestionThreadOfTest {
    static func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }
}
