import Foundation
import Logging
import MusterModel
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// What is done to a database, and to what is none, when it is opened for one thing or the other.
@Suite struct DatabaseUseTests {
    /// Every file beside the database, with what it holds.
    private static func files(_ database: TemporaryDatabase) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: database.directory.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try Data(contentsOf: database.directory.appendingPathComponent(name)))
            })
    }

    private static func make(_ path: String, _ clock: ClockChoice? = nil, _ names: [String] = []) async throws {
        let instance = try await Instance.open(path: path, clock: clock, logger: .silent)
        try await instance.store.write { writer in
            let folder = FolderReference.folder(SystemAssets.marketingActivities)
            for name in names { _ = try writer.createStaticList(name: name, description: nil, folder: folder) }
        }
        try await instance.close()
    }

    private static func refusal(
        _ path: String, for use: DatabaseUse, clock: ClockChoice? = nil
    ) async throws -> String {
        do {
            try await Instance.open(path: path, for: use, clock: clock, logger: .silent).close()
            return "opened"
        } catch let error as ConfigurationError { return error.description }
    }

    /// Changes what the tables say, as no instance would.
    private static func execute(_ sql: String, at path: String) async throws {
        let database = try SQLiteDatabase(path: path, readers: 1)
        try await database.write { _ = try $0.execute(sql, []) }
        try await database.close()
    }

    @Test(arguments: [true, false])
    func readingLeavesEveryFileAsItIs(hasLock: Bool) async throws {
        try await withTemporaryDatabase { database in
            try await Self.make(database.path, nil, ["Met"])
            if !hasLock { try FileManager.default.removeItem(atPath: database.path + ".lock") }
            let before = try Self.files(database)
            let instance = try await Instance.open(path: database.path, for: .reading, logger: .silent)
            let access = DirectAccess(instance)
            #expect(try await access.count(list: "Met").count == 0)
            #expect(try await access.api.records("GET", "/muster/v1/users.json").isEmpty)
            #expect(try await access.engine()["lanes"] != nil)
            // Others may read beside it.
            let other = try await Instance.open(path: database.path, for: .reading, logger: .silent)
            #expect(other.origin == .found)
            try await other.close()
            let refused = await #expect(throws: StoreError.self) {
                try await instance.store.write { $0.announce(.runs) }
            }
            #expect(refused?.code == .readOnly)
            try await instance.close()
            #expect(try Self.files(database) == before)
        }
    }

    @Test func readingSeesWhatAKilledProcessLeftInItsLog() async throws {
        try await withTemporaryDatabase { database in
            let living = database.directory.appendingPathComponent("living.db").path
            let instance = try await Instance.open(path: living, logger: .silent)
            try await instance.store.write { writer in
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                _ = try writer.createStaticList(name: "Late", description: nil, folder: folder)
            }
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: living + suffix, toPath: database.path + suffix)
            }
            try await instance.close()
            let before = try Self.files(database)
            let killed = try await Instance.open(path: database.path, for: .reading, logger: .silent)
            #expect(try await DirectAccess(killed).count(list: "Late").name == "Late")
            try await killed.close()
            let after = try Self.files(database).filter { !$0.key.hasSuffix("-shm") }
            #expect(after == before)
        }
    }

    @Test("a mistyped path is told whatever else lies in its folder")
    func besideFoldersAndPipes() async throws {
        try await withTemporaryDatabase { database in
            let folder = database.directory
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("wron.db"), withIntermediateDirectories: true)
            #expect(mkfifo(folder.appendingPathComponent("wrongs.db").path, 0o600) == 0)
            let wrong = folder.appendingPathComponent("wrong.db").path
            #expect(
                try await Self.refusal(wrong, for: .reading)
                    == "there is no database '\(wrong)'; 'muster init --database \(wrong)' makes a new one")
        }
    }

    @Test func whatIsNotThereIsMadeByWhatMakesAlone() async throws {
        try await withTemporaryDatabase { database in
            try await Self.make(database.directory.appendingPathComponent("muster.db").path)
            let wrong = database.directory.appendingPathComponent("mustre.db").path
            let before = try Self.files(database)
            for use in [DatabaseUse.reading, .changing] {
                #expect(
                    try await Self.refusal(wrong, for: use)
                        == """
                        there is no database '\(wrong)'; did you mean 'muster.db'? 'muster init --database \
                        \(wrong)' makes a new one
                        """)
            }
            #expect(try Self.files(database) == before)
            #expect(
                try await Self.refusal("", for: .making)
                    == "--database is empty; give it the path of a file, such as muster.db")
            #expect(
                try await Self.refusal(database.directory.path, for: .making)
                    == "cannot use database '\(database.directory.path)': it is no file")
            let instance = try await Instance.open(path: wrong, for: .making, logger: .silent)
            #expect(instance.origin == .made)
            for suffix in ["", "-wal", ".lock"] {
                let mode = try FileManager.default.attributesOfItem(atPath: wrong + suffix)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(suffix)")
            }
            try await instance.close()
        }
    }

    @Test(arguments: [DatabaseUse.reading, .changing, .making])
    func aDatabaseOfAnotherProgramIsLeftAlone(use: DatabaseUse) async throws {
        try await withTemporaryDatabase { database in
            try await Self.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)", at: database.path)
            let before = try Self.files(database)
            #expect(
                try await Self.refusal(database.path, for: use, clock: .simulated(from: nil))
                    == """
                    cannot use database '\(database.path)': it belongs to another program (with tables such as note). \
                    Nothing has been changed; name another file
                    """)
            #expect(try Self.files(database) == before)
        }
    }

    @Test func anOlderSchemaIsMigratedByWhatChanges() async throws {
        try await withTemporaryDatabase { database in
            try await SavedDatabase.schema4().write(to: database)
            let before = try Self.files(database)
            let current = StoredInstance.currentSchema
            #expect(
                try await Self.refusal(database.path, for: .reading)
                    == """
                    database '\(database.path)' has schema 4 and must be migrated to \(current), which what only reads \
                    does not do; 'muster init --database \(database.path)' does
                    """)
            #expect(try Self.files(database) == before)
            let instance = try await Instance.open(path: database.path, for: .changing, logger: .silent)
            #expect(instance.origin == .migrated(from: 4))
            try await instance.close()
            #expect(try await Self.refusal(database.path, for: .reading) == "opened")
        }
    }

    @Test(arguments: [DatabaseUse.reading, .changing, .making])
    func aNewerSchemaIsForANewerMuster(use: DatabaseUse) async throws {
        try await withTemporaryDatabase { database in
            try await Self.make(database.path)
            try await Self.execute(
                "INSERT INTO schema_migration (number, applied_at) VALUES (999, 0)", at: database.path)
            let before = try Self.files(database)
            #expect(
                try await Self.refusal(database.path, for: use)
                    == """
                    cannot use database '\(database.path)': it has schema 999, this version knows \
                    \(StoredInstance.currentSchema): use a newer Muster
                    """)
            #expect(try Self.files(database) == before)
        }
    }

    @Test(arguments: [DatabaseUse.reading, .changing, .making])
    func aRealClockStaysReal(use: DatabaseUse) async throws {
        try await withTemporaryDatabase { database in
            try await Self.make(database.path)
            let before = try Self.files(database)
            for start in [nil, Instant(text: "2020-01-01T00:00:00Z"), Instant(text: "2099-01-01T00:00:00Z")] {
                #expect(
                    try await Self.refusal(database.path, for: use, clock: .simulated(from: start))
                        == """
                        this database runs in real time, and what is real stays so. Leave --clock out, or give a \
                        simulated clock to a new database
                        """)
            }
            #expect(try Self.files(database) == before)
            #expect(try await Self.refusal(database.path, for: use, clock: .real) == "opened")
        }
    }

    @Test func whatReadsMovesNoClock() async throws {
        try await withTemporaryDatabase { database in
            try await Self.make(database.path, .simulated(from: InstanceFixture.start))
            let later = InstanceFixture.start.adding(seconds: 60)
            #expect(
                try await Self.refusal(database.path, for: .reading, clock: .simulated(from: later))
                    == """
                    the simulated clock of this database stands at 2026-03-02T09:00:00Z, and what only reads does not \
                    move it to 2026-03-02T09:01:00Z. Leave --clock out; 'muster clock to' moves it
                    """)
            for choice in [nil, .simulated(from: nil), .simulated(from: InstanceFixture.start)] as [ClockChoice?] {
                let instance = try await Instance.open(
                    path: database.path, for: .reading, clock: choice, logger: .silent)
                #expect(instance.store.clock.now == InstanceFixture.start)
                try await instance.close()
            }
        }
    }

    @Test func allNamesOfADatabaseLeadToOneLock() async throws {
        try await withTemporaryDatabase { database in
            let link = database.directory.appendingPathComponent("link.db").path
            let hard = database.directory.appendingPathComponent("hard.db").path
            // It may be there before the database is.
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "muster.sqlite")
            let first = try await Instance.open(path: link, logger: .silent)
            for use in [DatabaseUse.reading, .changing, .making] {
                for path in [database.path, link] {
                    let inUse = await #expect(throws: DatabaseInUse.self) {
                        try await Instance.open(path: path, for: use, logger: .silent)
                    }
                    #expect(inUse?.description == "database '\(path)' is in use by another Muster process")
                }
            }
            try first.announce(address: "http://127.0.0.1:8123")
            let served = await #expect(throws: DatabaseInUse.self) {
                try await Instance.open(path: link, for: .reading, logger: .silent)
            }
            #expect(served?.address == "http://127.0.0.1:8123")
            try await first.close()
            let reading = try await Instance.open(path: link, for: .reading, logger: .silent)
            let held = await #expect(throws: DatabaseInUse.self) {
                try await Instance.open(path: database.path, logger: .silent)
            }
            #expect(held?.address == nil, "the address is that of a server that has ended")
            try await reading.close()
            try FileManager.default.linkItem(atPath: database.path, toPath: hard)
            for use in [DatabaseUse.reading, .changing, .making] {
                let refusal = try await Self.refusal(hard, for: use)
                #expect(refusal.contains("the file has 2 names (hard links)"), "\(refusal)")
            }
            #expect(
                try Self.files(database).keys.sorted() == ["hard.db", "link.db", "muster.sqlite", "muster.sqlite.lock"])
        }
    }
}
