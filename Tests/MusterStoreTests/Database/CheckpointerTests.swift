import Foundation
import MusterStore
import MusterTesting
import Testing

@testable import MusterSQLite

/// The write-ahead log begins again and again, whoever writes and reads.
@Suite(.timeLimit(.minutes(10))) struct CheckpointerTests {
    private static let limits = Checkpointer.Limits(pace: 8, size: 64)
    /// Pages that one write adds to the log.
    private static let step: Int32 = 3

    private struct Scene {
        let path: String
        let lane: Lane
        let checkpointer: Checkpointer
        let disk: DiskSync

        /// A write as a background one: it comes when nothing holds it back. Returns the size of the log.
        func write() async throws -> Int32 {
            while try lane.use({ checkpointer.pace($0) }) { await Task.yield() }
            return try writeAtOnce()
        }

        /// A write that waits for nothing.
        func writeAtOnce() throws -> Int32 {
            try lane.use { connection in
                try connection.begin()
                try connection.execute("INSERT INTO item (value) VALUES (zeroblob(3000))")
                try connection.commit()
                _ = checkpointer.pace(connection)
                return connection.log.pages
            }
        }
    }

    /// Time does not pass by itself.
    private static let still = WriteTiming(now: { .zero }, after: { _, _ in })

    private func withScene(timing: WriteTiming = .real, _ body: (Scene) async throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let lane = try Lane(path: place.path, ConnectionSetup.writer())
            try lane.use { try $0.execute("CREATE TABLE item (value BLOB)") }
            let disk = DiskSync {}
            let checkpointer = try Checkpointer(path: place.path, limits: Self.limits, disk: disk, timing: timing)
            try await body(Scene(path: place.path, lane: lane, checkpointer: checkpointer, disk: disk))
            try checkpointer.close()
            try lane.close()
        }
    }

    /// Somebody who needs the log from now on, until he is told to end.
    private final class Reading: Sendable {
        private let (mayEnd, hasEnded) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        private let readers: ReadLanes

        init(_ path: String) async throws {
            readers = try ReadLanes(path: path, name: "reader", count: 1)
            let isReading = Recorder<Bool>()
            Thread {
                do {
                    try self.readers.read { connection in
                        // It sees what there was when it began.
                        try connection.query("SELECT count(*) FROM item", []) { _ in true }
                        isReading.add(true)
                        self.mayEnd.wait()
                    }
                } catch { Issue.record(error) }
                self.hasEnded.signal()
            }.start()
            while isReading.values.isEmpty { await Task.yield() }
        }

        func end() throws {
            mayEnd.signal()
            hasEnded.wait()
            try readers.close()
        }
    }

    /// The log as far beyond twice its size as a reader makes it, and somebody who waits for room.
    private func withFullLog(
        timing: WriteTiming = .real, _ body: (Scene, Reading, Task<Void, any Error>) async throws -> Void
    ) async throws {
        try await withScene(timing: timing) { scene in
            _ = try scene.writeAtOnce()
            let reading = try await Reading(scene.path)
            while scene.checkpointer.hasRoom { _ = try await scene.write() }
            let waiting = Task { try await scene.checkpointer.roomForQuestion() }
            while scene.checkpointer.waitingForRoom == 0 { await Task.yield() }
            try await body(scene, reading, waiting)
        }
    }

    @Test func theLogOfAWriterWithoutPausesDoesNotPassItsSize() async throws {
        try await withScene { scene in
            var sizes: [Int32] = []
            for _ in 0..<500 { sizes.append(try await scene.write()) }
            let most = try #require(sizes.max())
            #expect(most >= Self.limits.size, "it gets there")
            #expect(most <= Self.limits.size + 2 * Self.step)
            #expect(zip(sizes, sizes.dropFirst()).count { $1 < $0 } >= 5, "and begins again: \(sizes)")
        }
    }

    @Test func itBeginsAgainUnderWritesThatAreNotHeldBack() async throws {
        try await withScene { scene in
            var last: Int32 = 0
            var beginnings = 0
            while beginnings < 3 {
                let size = try scene.writeAtOnce()
                if size < last { beginnings += 1 }
                last = size
            }
        }
    }

    @Test func aReaderWhoNeedsTheLogHoldsNobodyUp() async throws {
        try await withScene { scene in
            _ = try await scene.write()
            let reading = try await Reading(scene.path)
            var size: Int32 = 0
            for _ in 0..<200 { size = try await scene.write() }
            #expect(size >= 200 * 2, "nothing of the log can be given up")
            try reading.end()
            var last = size
            while last >= size { last = try await scene.write() }
        }
    }

    @Test func whileReadersHoldUpALogOfTwiceItsSizeNoQuestionBegins() async throws {
        try await withFullLog { scene, reading, waiting in
            let size = try await scene.write()
            #expect(size >= 2 * Self.limits.size)
            #expect(scene.checkpointer.waitingForRoom == 1)
            try reading.end()
            // Nobody writes meanwhile.
            try await waiting.value
            #expect(scene.checkpointer.hasRoom)
            let next = try await scene.write()
            #expect(next < size, "it begins again, though somebody may be reading from now on")
        }
    }

    @Test func thereIsRoomAgainBesideAWriterWithoutPauses() async throws {
        try await withFullLog(timing: Self.still) { scene, reading, waiting in
            try reading.end()
            while !scene.checkpointer.hasRoom { _ = try scene.writeAtOnce() }
            try await waiting.value
        }
    }

    @Test("looking for room while the writer is at work leaves it to the writer to begin the log again")
    func writerAtWork() async throws {
        let looks = Recorder<@Sendable () -> Void>()
        let timing = WriteTiming(now: { .zero }, after: { _, look in looks.add(look) })
        try await withFullLog(timing: timing) { scene, reading, waiting in
            try reading.end()
            while scene.checkpointer.isCopying { await Task.yield() }
            try scene.lane.use { connection in
                try connection.begin()
                try connection.execute("INSERT INTO item (value) VALUES (zeroblob(3000))")
            }
            while looks.values.isEmpty { await Task.yield() }
            looks.values[0]()
            while scene.checkpointer.isCopying { await Task.yield() }
            #expect(!scene.checkpointer.hasRoom, "the log cannot begin again under a transaction")
            try scene.lane.use { connection in
                try connection.commit()
                _ = scene.checkpointer.pace(connection)
            }
            try #require(scene.checkpointer.hasRoom)
            try await waiting.value
        }
    }

    @Test func whoWaitsForRoomEndsWithItsCaller() async throws {
        try await withFullLog { scene, reading, waiting in
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(scene.checkpointer.waitingForRoom == 0)
            try reading.end()
        }
    }

    @Test func whoWaitsForRoomLearnsThatTheDatabaseIsClosed() async throws {
        try await withFullLog { scene, reading, waiting in
            try scene.checkpointer.close()
            await #expect(throws: StoreError.closed) { try await waiting.value }
            await #expect(throws: StoreError.closed) { try await scene.checkpointer.roomForQuestion() }
            try reading.end()
        }
    }

    @Test func afterAFailureOfTheDiskQuestionsGoOn() async throws {
        try await withFullLog { scene, reading, waiting in
            scene.disk.fail(StoreError(.inputOutput, "broken"))
            try await waiting.value
            try reading.end()
        }
    }

    @Test func aLongLogThatNobodyHoldsUpHasRoom() async throws {
        try await withScene { scene in
            let size = try scene.lane.use { connection in
                try connection.begin()
                try connection.execute("INSERT INTO item (value) VALUES (zeroblob(2000000))")
                try connection.commit()
                _ = scene.checkpointer.pace(connection)
                return connection.log.pages
            }
            #expect(size > 2 * Self.limits.size)
            for _ in 0..<20 {
                _ = try await scene.write()
                #expect(scene.checkpointer.hasRoom)
            }
        }
    }
}
