import Foundation
import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterSQLite

/// What is acknowledged is on the disk, and the writer does not wait for it.
@Suite(.timeLimit(.minutes(10))) struct DiskSyncTests {
    /// A disk that takes its time, and what happened around it.
    private final class Disk: Sendable {
        let events = Recorder<String>()
        private let gate = DispatchSemaphore(value: 0)
        private let fault = Mutex<StoreError?>(nil)

        /// Each wait for the disk ends with one of these.
        func finish(_ error: StoreError? = nil) {
            fault.withLock { $0 = error }
            gate.signal()
        }

        func sync(_ log: LogFile) throws {
            events.add("begin")
            gate.wait()
            if let fault = fault.withLock({ $0 }) { throw fault }
            try log.sync()
            events.add("end")
        }

        func wait(for event: String, times: Int = 1) async {
            while events.values.count(where: { $0 == event }) < times { await Task.yield() }
        }
    }

    private func withDatabase(_ body: (SQLiteDatabase, Disk) async throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let disk = Disk()
            let database = try SQLiteDatabase(path: place.path, readers: 1) { try disk.sync($0) }
            disk.finish()
            try await database.write { try $0.execute("CREATE TABLE item (value INTEGER)", []) }
            try await body(database, disk)
            try await database.close()
        }
    }

    private func insert(
        _ value: Int64, _ database: SQLiteDatabase, _ disk: Disk, _ urgency: WriteUrgency = .prompt
    ) async throws {
        try await database.write(urgency) {
            try $0.execute("INSERT INTO item (value) VALUES (?)", [.int(value)])
        } ended: {
            if case .success = $0 { disk.events.add("commit \(value)") }
        }
        disk.events.add("answer \(value)")
    }

    private func values(_ database: SQLiteDatabase) throws -> [Int64] {
        try database.read { connection in
            var values: [Int64] = []
            try connection.query("SELECT value FROM item ORDER BY rowid", []) { row in
                values.append(row.int(0))
                return true
            }
            return values
        }
    }

    @Test func aWriteIsAnsweredWhenTheDiskHasIt() async throws {
        try await withDatabase { database, disk in
            async let first: Void = insert(1, database, disk)
            await disk.wait(for: "begin", times: 2)
            #expect(try values(database) == [1], "readers need not wait")
            #expect(!disk.events.values.contains("answer 1"))
            disk.finish()
            try await first
            #expect(disk.events.values == ["begin", "end", "commit 1", "begin", "end", "answer 1"])
        }
    }

    @Test func theWriterGoesOnMeanwhileAndTheNextWaitServesAllWhoCame() async throws {
        try await withDatabase { database, disk in
            async let first: Void = insert(1, database, disk)
            await disk.wait(for: "begin", times: 2)
            async let second: Void = insert(2, database, disk)
            await disk.wait(for: "commit 2")
            async let third: Void = insert(3, database, disk)
            await disk.wait(for: "commit 3")
            disk.finish()
            disk.finish()
            try await first
            try await second
            try await third
            let events = disk.events.values.dropFirst(2)
            #expect(events.prefix(4) == ["commit 1", "begin", "commit 2", "commit 3"])
            let waits = events.count { $0 == "begin" }
            #expect(waits == 2, "the second and the third share one")
            let ends = events.indices.filter { events[$0] == "end" }
            let answers = (1...3).compactMap { events.firstIndex(of: "answer \($0)") }
            #expect(answers.count == 3 && ends.count == 2)
            let shared = answers.dropFirst().allSatisfy { $0 > (ends.last ?? .max) }
            #expect(shared, "\(events)")
        }
    }

    @Test func aBackgroundWriteIsAnsweredAtItsCommit() async throws {
        try await withDatabase { database, disk in
            try await insert(1, database, disk, .background)
            try await insert(2, database, disk, .background)
            #expect(!disk.events.values.dropFirst(2).contains("end"))
            disk.finish()
            disk.finish()
        }
    }

    @Test func anEmptyWriteWaitsForAllThatWasCommittedBefore() async throws {
        try await withDatabase { database, disk in
            try await insert(1, database, disk, .background)
            async let settled: Void = {
                try await database.write { _ in }
                disk.events.add("settled")
            }()
            await disk.wait(for: "begin", times: 2)
            #expect(!disk.events.values.contains("settled"))
            disk.finish()
            try await settled
            #expect(disk.events.values.suffix(2) == ["end", "settled"])
        }
    }

    @Test func whoTellsWhatHeHasReadWaitsUntilTheDiskHasIt() async throws {
        try await withDatabase { database, disk in
            try await insert(1, database, disk, .background)
            #expect(try values(database) == [1])
            async let told: Void = {
                try await database.durable()
                disk.events.add("told")
            }()
            await disk.wait(for: "begin", times: 2)
            #expect(!disk.events.values.contains("told"))
            disk.finish()
            try await told
            #expect(disk.events.values.suffix(2) == ["end", "told"])
        }
    }

    @Test("a reader who may have seen a commit that is being made waits for that one", arguments: [1, 0])
    func commitBeingMade(pages: Int) async throws {
        let events = Recorder<String>()
        let sync = DiskSync { events.add("sync") }
        sync.committing()
        let reader = Task {
            try await sync.durable()
            events.add("told")
        }
        while sync.waitingCount == 0 { await Task.yield() }
        #expect(events.values.isEmpty)
        sync.committed(pages: pages, [])
        try await reader.value
        #expect(events.values == (pages > 0 ? ["sync", "told"] : ["told"]))
        try await sync.durable()
    }

    @Test func aDiskThatHangsHoldsNobodyWhoHasGivenUp() async throws {
        try await withDatabase { database, disk in
            async let write: Void = insert(1, database, disk)
            await disk.wait(for: "begin", times: 2)
            // This one comes while the disk is waited for already.
            let reader = Task { try await database.durable() }
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            let late = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.durable()
            }
            await #expect(throws: CancellationError.self) { try await late.value }
            #expect(!database.isDurable)
            disk.finish()
            try await write
            try await database.durable()
            #expect(database.isDurable)
        }
    }

    @Test func aReaderWhoGivesUpIsForgotten() async throws {
        let sync = DiskSync {}
        sync.committing()
        let reader = Task { try await sync.durable() }
        while sync.waitingCount == 0 { await Task.yield() }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        #expect(sync.waitingCount == 0)
        sync.committed(pages: 1, [])
        try await sync.durable()
    }

    @Test func whatTheDiskHasNobodyWaitsFor() async throws {
        try await withDatabase { database, disk in
            try await database.durable()
            // What has not begun to commit cannot have been read.
            let (hasBegun, goesOn) = (Recorder<Bool>(), DispatchSemaphore(value: 0))
            async let write: Void = database.write { connection in
                try connection.execute("DELETE FROM item WHERE value = 7", [])
                hasBegun.add(true)
                goesOn.wait()
            }
            while hasBegun.values.isEmpty { await Task.yield() }
            try await database.durable()
            goesOn.signal()
            try await write
            try await database.durable()
            #expect(disk.events.values == ["begin", "end"])
        }
    }

    @Test func aWriteThatChangesNothingDoesNotTroubleTheDisk() async throws {
        try await withDatabase { database, disk in
            try await database.write { try $0.execute("DELETE FROM item WHERE value = 7", []) }
            #expect(disk.events.values == ["begin", "end"])
        }
    }

    @Test func whenTheDiskFailsWhoWaitsIsToldAndNothingIsWrittenAnyMore() async throws {
        try await withDatabase { database, disk in
            let broken = StoreError(.inputOutput, "broken")
            let first = Task { try await insert(1, database, disk) }
            await disk.wait(for: "begin", times: 2)
            let second = Task { try await insert(2, database, disk) }
            await disk.wait(for: "commit 2")
            disk.finish(broken)
            for write in [first, second] { await #expect(throws: broken) { try await write.value } }
            for urgency in [WriteUrgency.prompt, .background] {
                await #expect(throws: broken) { try await insert(3, database, disk, urgency) }
            }
            await #expect(throws: broken) { try await database.durable() }
            let seen = try values(database)
            #expect(seen == [1, 2], "reading goes on")
            let waits = disk.events.values.count { $0 == "begin" }
            #expect(waits == 2, "a second try could lie")
        }
    }

    @Test func afterAFailureOfTheDiskClosingCopiesNothingIntoTheFile() async throws {
        try await withTemporaryDatabase { place in
            let disk = Disk()
            let database = try SQLiteDatabase(path: place.path, readers: 1) { try disk.sync($0) }
            disk.finish()
            try await database.write { try $0.execute("CREATE TABLE item (value INTEGER)", []) }
            let file = { FileManager.default.contents(atPath: place.path) }
            let before = file()
            let write = Task { try await insert(1, database, disk) }
            await disk.wait(for: "begin", times: 2)
            disk.finish(StoreError(.inputOutput, "broken"))
            await #expect(throws: StoreError.self) { try await write.value }
            try await database.close()
            #expect(FileManager.default.fileExists(atPath: place.path + "-wal"))
            #expect(before != nil && file() == before)
        }
    }

    @Test func aFailureOfTheFileIsTheEndOfWritingAsWell() async throws {
        let (disk, answers) = (DiskSync {}, Recorder<StoreError?>())
        let broken = StoreError(.inputOutput, "broken")
        struct Waiting: DurableAnswer {
            let answers: Recorder<StoreError?>
            func answer(_ fault: (any Error)?) { answers.add(fault as? StoreError) }
        }
        disk.fail(broken)
        disk.fail(StoreError(.inputOutput, "later"))
        #expect(disk.failure == broken)
        disk.committed(pages: 1, [Waiting(answers: answers)])
        await disk.drain()
        #expect(answers.values == [broken])
        await #expect(throws: broken) { try await disk.durable() }
    }

    @Test func closingWaitsForTheDisk() async throws {
        try await withTemporaryDatabase { place in
            let disk = Disk()
            let database = try SQLiteDatabase(path: place.path, readers: 1) { try disk.sync($0) }
            async let write: Void = database.write {
                try $0.execute("CREATE TABLE item (value INTEGER)", [])
            } ended: { _ in
                disk.events.add("commit")
            }
            await disk.wait(for: "begin")
            async let close: Void = {
                try await database.close()
                disk.events.add("closed")
            }()
            // Refused as soon as closing has begun.
            while (try? await database.write(.background, { _ in }, ended: { _ in })) != nil { await Task.yield() }
            #expect(!disk.events.values.contains("closed"))
            disk.finish()
            try await write
            try await close
            #expect(disk.events.values == ["commit", "begin", "end", "closed"])
        }
    }

    @Test func theLogStaysTheSameFileWhileTheDatabaseIsOpen() async throws {
        try await withTemporaryDatabase { place in
            let writer = try Lane(path: place.path, ConnectionSetup.writer())
            let log = try LogFile(of: writer)
            func fileNumber() throws -> UInt64? {
                try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.systemFileNumber] as? UInt64
            }
            try writer.use { try $0.execute("CREATE TABLE item (value INTEGER)") }
            for mode in ["PASSIVE", "FULL", "RESTART", "TRUNCATE"] {
                try writer.use { connection in
                    try connection.query("PRAGMA wal_checkpoint(\(mode))", []) { _ in false }
                    try connection.execute("INSERT INTO item (value) VALUES (1)")
                }
                let number = try fileNumber()
                #expect(number == log.number, "\(mode)")
                try log.sync()
            }
            try writer.close()
        }
    }

    @Test func openingNeedsAWriteAheadLog() throws {
        #expect(throws: StoreError.self) { try SQLiteDatabase(path: ":memory:", readers: 1) }
    }
}
