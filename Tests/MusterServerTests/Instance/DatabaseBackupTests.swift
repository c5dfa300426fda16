import Foundation
import Logging
import MusterModel
import MusterSQLite
import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterServer

/// A backup is what some commit has left, also beside writers; a restored one is that again.
@Suite(.serialized) struct DatabaseBackupTests {
    private static let start = TestClock.usualNow
    /// 20 for the bar, which a release build takes.
    private static let rounds =
        ProcessInfo.processInfo.environment["MUSTER_BACKUPS"].flatMap { Int($0) } ?? 3

    /// What the instance is after a commit is known, whoever has made it: each makes a person, and changes the
    /// first one.
    private static func write(_ store: Store) async throws {
        try await store.write { writer in
            let number = Int(writer.reader.position.commit.rawValue)
            let lead = try writer.createLead(
                [.email: .text("p\(number)@x.example"), .city: .text("City \(number % 97)")], origin: .api)
            if number > 0 { try writer.updateLead(1, [.leadScore: .integer(Int64(number))], origin: .api) }
            if number % 3 == 0, number > 0 { _ = try writer.deleteLeads([LeadID(lead.rawValue - 1)], origin: .api) }
        }
    }

    private final class Load: Sendable {
        let stop = Atomic(false)
        let written = Atomic(0)
    }

    /// Runs `body` while eight write as fast as they can, from a while before it.
    /// - Returns: also how much was written meanwhile.
    private static func whileWriting<T: Sendable>(
        _ store: Store, _ body: @Sendable () async throws -> T
    ) async throws -> (T, Int) {
        let load = Load()
        let writing = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        while !load.stop.load(ordering: .relaxed) {
                            try await write(store)
                            load.written.wrappingAdd(1, ordering: .relaxed)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        while load.written.load(ordering: .relaxed) < 10 { await Task.yield() }
        let result = try await body()
        load.stop.store(true, ordering: .relaxed)
        try await writing.value
        return (result, load.written.load(ordering: .relaxed))
    }

    private static func open(_ path: String) async throws -> Instance {
        try await Instance.open(path: path, clock: .simulated(from: start), logger: .silent)
    }

    private static func inspect(_ path: String) async throws -> [String: [String]] {
        try await ChaosInspection(path: path).tables()
    }

    @Test("taken while others write, and restored, it equals the commit that it names")
    func underWrites() async throws {
        try await withTemporaryDatabase { database in
            let instance = try await Self.open(database.path)
            var (writes, time) = (0, Duration.zero)
            // Followed write by write, on a database of its own.
            let reference = try await Self.open(database.directory.appendingPathComponent("reference.db").path)
            var seen: Set<Int64> = []
            for round in 0..<Self.rounds {
                let backup = database.directory.appendingPathComponent("b\(round).db").path
                let restored = database.directory.appendingPathComponent("r\(round).db").path
                let began = ContinuousClock.now
                let (made, count) = try await Self.whileWriting(instance.store) {
                    try await CommandProcess.run(["backup", backup, "--database", database.path, "--json"])
                }
                (writes, time) = (writes + count, time + began.duration(to: .now))
                #expect(made.code == 0, "\(made)")
                let again = try await CommandProcess.run(["restore", backup, "--database", restored, "--json"])
                #expect(again.code == 0, "\(again)")
                let commit = try #require(try JSONParser.parse(made.output).object?["commit"]?.integer)
                #expect(try JSONParser.parse(again.output).object?["commit"]?.integer == commit)

                let copy = try await Self.inspect(restored)
                let first = try #require(try reference.store.read { $0.position.commit.rawValue } as Int64?)
                for _ in first..<commit { try await Self.write(reference.store) }
                #expect(try reference.store.read { $0.position.commit.rawValue } == commit)
                let snapshot = database.directory.appendingPathComponent("s\(round).db").path
                _ = try DatabaseBackup.make(of: reference.store.path, at: snapshot, replaces: false)
                let wanted = try await Self.inspect(snapshot)
                for table in Set(copy.keys).union(wanted.keys).sorted() {
                    #expect(copy[table] == wanted[table], "round \(round), commit \(commit), \(table)")
                }
                seen.insert(commit)
                try FileManager.default.removeItem(atPath: snapshot)
            }
            let rate = Double(writes) / (time / .seconds(1))
            print("backups: \(Self.rounds) of \(seen.count) states, beside \(Int(rate)) writes/s")
            #expect(seen.count == Self.rounds, "each of another state")
            try await reference.close()
            try await instance.close()
        }
    }

    private func make(_ path: String, people: Int) async throws {
        let instance = try await Self.open(path)
        for _ in 0..<people { try await Self.write(instance.store) }
        try await instance.close()
    }

    @Test("a database that is there is replaced only when that is said, and as a whole")
    func replaced() async throws {
        try await withTemporaryDatabase { database in
            let other = database.directory.appendingPathComponent("other.db").path
            let backup = database.directory.appendingPathComponent("backup.db").path
            try await make(database.path, people: 10)
            try await make(other, people: 20)
            _ = try DatabaseBackup.make(of: database.path, at: backup, replaces: false)
            let (old, new) = (try await Self.inspect(other), try await Self.inspect(backup))
            #expect(throws: ConfigurationError.self) { try DatabaseBackup.restore(backup, to: other, replaces: false) }
            #expect(try await Self.inspect(other) == old)
            #expect(throws: ConfigurationError.self) {
                try DatabaseBackup.make(of: other, at: backup, replaces: false)
            }
            #expect(try await Self.inspect(backup) == new)
            _ = try DatabaseBackup.restore(backup, to: other, replaces: true)
            #expect(try await Self.inspect(other) == new)
            for path in [other, backup] {
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
                #expect(mode?.intValue == 0o600)
            }
        }
    }

    @Test("what a killed process has left in the log belongs to the backup, and never meets a restored database")
    func logs() async throws {
        try await withTemporaryDatabase { database in
            let backup = database.directory.appendingPathComponent("backup.db").path
            let server = try await ServerProcess.start(database: database.path)
            let made = try await CommandProcess.run(["user", "add", "a@x.example", "--role", "Read Only"], on: server)
            #expect(made.code == 0)
            server.kill()
            #expect(FileManager.default.fileExists(atPath: database.path + "-wal"))
            let saved = try DatabaseBackup.make(of: database.path, at: backup, replaces: false)
            #expect(try await Self.inspect(backup)["api_user"]?.contains { $0.contains("a@x.example") } == true)
            #expect(!FileManager.default.fileExists(atPath: backup + "-wal"))

            let later = try await ServerProcess.start(database: database.path)
            _ = try await CommandProcess.run(["user", "add", "b@x.example", "--role", "Read Only"], on: later)
            #expect(throws: DatabaseInUse.self) {
                try DatabaseBackup.restore(backup, to: database.path, replaces: true)
            }
            later.kill()
            let restored = try DatabaseBackup.restore(backup, to: database.path, replaces: true)
            #expect(restored.commit == saved.commit)
            #expect(!FileManager.default.fileExists(atPath: database.path + "-wal"))
            let tables = try await Self.inspect(database.path)
            #expect(tables["api_user"]?.contains { $0.contains("b@x.example") } == false)
            #expect(tables["access_token"]?.isEmpty == true)
            let again = try await ServerProcess.start(database: database.path)
            #expect(again.terminate() == 0)
        }
    }

    @Test("what is foreign, damaged, newer, missing or the same file is refused, and nothing is changed")
    func refusals() async throws {
        try await withTemporaryDatabase { database in
            func file(_ name: String) -> String { database.directory.appendingPathComponent(name).path }
            try await make(database.path, people: 30)
            _ = try DatabaseBackup.make(of: database.path, at: file("good.db"), replaces: false)
            var bytes = try Data(contentsOf: URL(filePath: file("good.db")))
            bytes.replaceSubrange(8_192..<40_000, with: Data(repeating: 0xAA, count: 40_000 - 8_192))
            try bytes.write(to: URL(filePath: file("damaged.db")))
            try Data("no database at all, only a text that is long enough".utf8).write(
                to: URL(filePath: file("text.db")))
            try FileManager.default.copyItem(atPath: file("good.db"), toPath: file("newer.db"))
            let newer = try SQLiteDatabase(path: file("newer.db"), readers: 1)
            try await newer.write { try $0.execute("INSERT INTO schema_migration VALUES (99, 0)", []) }
            try await newer.close()
            let foreign = try SQLiteDatabase(path: file("foreign.db"), readers: 1)
            try await foreign.write { try $0.execute("CREATE TABLE theirs (a)", []) }
            try await foreign.close()

            let before = try await Self.inspect(database.path)
            for (backup, target, fix) in [
                ("damaged.db", database.path, "damaged.db' is damaged: "),
                ("text.db", database.path, "damaged, or no database"),
                ("newer.db", database.path, "use a newer Muster"), ("foreign.db", database.path, "another program"),
                ("missing.db", database.path, "there is no database"),
                ("good.db", file("foreign.db"), "another program"),
                ("good.db", file("good.db"), "is the backup itself"),
                ("good.db", file("no/where.db"), "there is no folder"),
            ] {
                let answer = try await CommandProcess.run(
                    ["restore", file(backup), "--database", target, "--replace"])
                #expect(answer.code != 0 && answer.output.isEmpty, "\(backup): \(answer)")
                #expect(answer.errors.contains(fix), "\(backup): \(answer)")
            }
            #expect(try await Self.inspect(database.path) == before)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: database.directory.path).allSatisfy {
                    !$0.contains("restoring") && !$0.contains("partial")
                })
        }
    }

    @Test("what is damaged is replaced; what somebody else has open is not, and keeps its log")
    func targets() async throws {
        try await withTemporaryDatabase { database in
            func file(_ name: String) -> String { database.directory.appendingPathComponent(name).path }
            try await make(database.path, people: 5)
            _ = try DatabaseBackup.make(of: database.path, at: file("b.db"), replaces: false)
            let wanted = try await Self.inspect(file("b.db"))
            try Data(String(repeating: "no database ", count: 100).utf8).write(to: URL(filePath: file("damaged.db")))
            try Data("no log".utf8).write(to: URL(filePath: file("damaged.db-wal")))
            _ = try DatabaseBackup.restore(file("b.db"), to: file("damaged.db"), replaces: true)
            #expect(try await Self.inspect(file("damaged.db")) == wanted)

            // Another program, which asks for no lock of ours.
            let other = try SQLiteDatabase(path: database.path, readers: 1)
            try await other.write { try $0.execute("INSERT INTO daily_count VALUES ('x', '2026-01-01', 7)", []) }
            #expect(throws: StoreError.self) {
                try DatabaseBackup.restore(file("b.db"), to: database.path, replaces: true)
            }
            #expect(FileManager.default.fileExists(atPath: database.path + "-wal"))
            try await other.close()
            #expect(try await Self.inspect(database.path)["daily_count"]?.count == 1)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: database.directory.path).allSatisfy {
                    !$0.contains("restoring")
                })
        }
    }

    @Test("killed in the middle, a backup leaves no file of the name, and a restore the old database or the new one")
    func kills() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("backup kills"))
        try await withTemporaryDatabase { database in
            func file(_ name: String) -> String { database.directory.appendingPathComponent(name).path }
            try await make(database.path, people: 400)
            try await make(file("old.db"), people: 3)
            _ = try DatabaseBackup.make(of: database.path, at: file("b.db"), replaces: false)
            let (new, old) = (try await Self.inspect(file("b.db")), try await Self.inspect(file("old.db")))
            var (unfinished, whole) = (0, 0)
            for _ in 0..<12 {
                let copy = file("copy.db")
                for arguments in [
                    ["backup", copy, "--database", database.path],
                    ["restore", file("b.db"), "--database", file("old.db"), "--replace"],
                ] {
                    let process = try ChildProcess(try ServerProcess.executable(), arguments, environment: [:])
                    var looks = random.below(120_000)
                    while looks > 0, !process.hasEnded {
                        looks -= 1
                        await Task.yield()
                    }
                    process.signal(SIGKILL)
                    _ = process.exitCode()
                }
                if FileManager.default.fileExists(atPath: copy) {
                    whole += 1
                    #expect(try await Self.inspect(copy) == new)
                    try FileManager.default.removeItem(atPath: copy)
                } else {
                    unfinished += 1
                }
                let now = try await Self.inspect(file("old.db"))
                #expect(now == new || now == old)
            }
            print("backup kills: \(unfinished) unfinished, \(whole) whole")
        }
    }
}

extension Store {
    /// Of the file that it is in.
    fileprivate var path: String {
        get throws {
            try read { reader in
                var path = ""
                try reader.connection.query("SELECT file FROM pragma_database_list WHERE name = 'main'", []) { row in
                    path = row.text(0)
                    return false
                }
                return path
            }
        }
    }
}
