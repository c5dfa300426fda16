import Foundation
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

@Suite struct SQLiteDatabaseTests {
    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 2)
            try await database.write {
                try $0.execute("CREATE TABLE item (value INTEGER NOT NULL UNIQUE, text TEXT)", [])
            }
            try await body(database)
            try await database.close()
        }
    }

    private func pragma(_ name: String, _ connection: any SQLConnection) throws -> String {
        var value = ""
        try connection.query("PRAGMA \(name)", []) { row in
            value = row.text(0)
            return false
        }
        return value
    }

    private func count(_ connection: any SQLConnection) throws -> Int64 {
        var count: Int64 = -1
        try connection.query("SELECT count(*) FROM item", []) { row in
            count = row.int(0)
            return false
        }
        return count
    }

    @Test func theWriterDoesNotWaitForTheDiskAndReadersCannotWrite() async throws {
        try await withDatabase { database in
            let settings = try await database.write { connection in
                try ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "wal_autocheckpoint"].map {
                    try self.pragma($0, connection)
                }
            }
            #expect(settings == ["wal", "1", "1", "2", "0"])
            #expect(throws: StoreError.self) {
                try database.read { try $0.query("DELETE FROM item", []) { _ in true } }
            }
        }
    }

    @Test func oneReadSeesOneSnapshot() async throws {
        try await withDatabase { database in
            let writes = Task {
                for value in 0..<200 {
                    try await database.write {
                        try $0.execute(
                            "INSERT INTO item (value) VALUES (?), (?)", [.int(Int64(value)), .int(Int64(-1 - value))])
                    }
                }
            }
            var snapshots: [(Int64, Int64)] = []
            for _ in 0..<200 {
                snapshots.append(try database.read { (try count($0), try count($0)) })
                await Task.yield()
            }
            try await writes.value
            #expect(snapshots.allSatisfy { $0.0 == $0.1 && $0.0 % 2 == 0 })
            #expect(try database.read { try count($0) } == 400)
        }
    }

    @Test func concurrentWritesAllGetTheirOwnAnswer() async throws {
        try await withDatabase { database async throws in
            let answers = await withTaskGroup(of: (Int64, Bool).self) { group in
                for value in 0..<300 as Range<Int64> {
                    group.addTask {
                        // Two of three share a value, so that one of them has to fail.
                        let answer = try? await database.write { connection in
                            try connection.execute(
                                "INSERT INTO item (value) VALUES (?)", [.int(value / 3 * 2 + value % 2)])
                            return value
                        }
                        return (value, answer.map { $0 == value } ?? false)
                    }
                }
                return await group.reduce(into: [Int64: Bool]()) { $0[$1.0] = $1.1 }
            }
            #expect(answers.count == 300)
            let committed = answers.values.count { $0 }
            #expect(committed == 200)
            #expect(try database.read { try count($0) } == 200)
        }
    }

    @Test(arguments: ["", "plain", "\u{E9}", "a\u{0}b", "\u{1F600}", String(repeating: "x", count: 100_000)])
    func textComesBackByteForByte(text: String) async throws {
        try await withDatabase { database in
            try await database.write {
                try $0.execute("INSERT INTO item (value, text) VALUES (1, ?)", [.text(text)])
            }
            let stored = try database.read { connection in
                var stored: String?
                try connection.query("SELECT text FROM item WHERE text = ?", [.text(text)]) { row in
                    stored = row.text(0)
                    return false
                }
                return stored
            }
            #expect(stored.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test func aQueryMayRunInsideTheRowsOfTheSameQuery() async throws {
        try await withDatabase { database in
            try await database.write { try $0.execute("INSERT INTO item (value) VALUES (1), (2), (3)", []) }
            let pairs = try database.read { connection in
                var pairs = 0
                try connection.query("SELECT value FROM item", []) { _ in
                    try connection.query("SELECT value FROM item", []) { _ in
                        pairs += 1
                        return true
                    }
                    return true
                }
                return pairs
            }
            #expect(pairs == 9)
        }
    }

    @Test func errorsNameTheStatementAndNotTheValues() async throws {
        try await withDatabase { database in
            let secret = "jane@example.com"
            let insert = "INSERT INTO item (value, text) VALUES (1, ?)"
            try await database.write { try $0.execute(insert, [.text("first")]) }
            let error = await #expect(throws: StoreError.self) {
                try await database.write { try $0.execute(insert, [.text(secret)]) }
            }
            #expect(error?.code == .constraint)
            #expect(error?.sql == insert)
            #expect(error.map { !"\($0)".contains(secret) } == true)
            #expect(throws: StoreError(.statement, "1 arguments for 0 parameters", sql: "SELECT 1")) {
                try database.read { try $0.query("SELECT 1", [.int(1)]) { _ in true } }
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func aProbeWaitsForNobody() async throws {
        try await withDatabase { database in
            let answered = try await database.write { _ in
                // Every other connection is taken meanwhile.
                var answered = false
                try database.read { _ in
                    try database.read { _ in
                        try database.ask(until: ReadEnd()) { _ in
                            try database.ask(until: ReadEnd()) { _ in
                                try database.probe { connection in answered = try self.count(connection) == 0 }
                            }
                        }
                    }
                }
                return answered
            }
            #expect(answered)
        }
    }

    @Test func aClosedDatabaseRefuses() async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path)
            try await database.close()
            await #expect(throws: StoreError.closed) { try await database.write { _ in } }
            #expect(throws: StoreError.closed) { try database.read { _ in } }
        }
    }

    @Test func theLogOfManyWritesIsCopiedAndBegunAgain() async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path)
            try await database.write { try $0.execute("CREATE TABLE item (text TEXT)", []) }
            // 240 MB in 60 commits: the log must not keep all of it.
            for _ in 0..<60 {
                try await database.write { connection in
                    try connection.executeMany("INSERT INTO item (text) VALUES (?)", count: 40) { binder, _ in
                        binder.bind(String(repeating: "x", count: 100_000))
                    }
                }
            }
            let size = try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.size] as? Int
            #expect(try #require(size) < 190_000_000)
            try await database.close()
            #expect(!FileManager.default.fileExists(atPath: place.path + "-wal"), "closing leaves one file")
        }
    }

    @Test func textsOfEveryLengthAreBoundAsTheyAre() async throws {
        let texts = ["", "a\0b", "é"] + (0..<40).map { String(repeating: "ab\($0)", count: $0 * $0 * 5) } + [""]
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path)
            try await database.write { connection in
                try connection.execute("CREATE TABLE item (a TEXT, b TEXT)", [])
                try connection.executeMany("INSERT INTO item VALUES (?, ?)", count: texts.count) { binder, index in
                    binder.bind(texts[index])
                    binder.bind(utf8: Array(texts[texts.count - 1 - index].utf8))
                }
            }
            var stored: [[String]] = []
            try database.read { connection in
                try connection.query("SELECT a, b FROM item WHERE a = ? OR 1 ORDER BY rowid", [.text(texts[20])]) {
                    stored.append([$0.text(0), $0.text(1)])
                    return true
                }
            }
            #expect(stored.map { $0[0] } == texts)
            #expect(stored.map { $0[1] } == texts.reversed())
            try await database.close()
        }
    }
}
