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

    private func withScene(_ body: (Scene) async throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let lane = try Lane(path: place.path, ConnectionSetup.writer())
            try lane.use { try $0.execute("CREATE TABLE item (value BLOB)") }
            let checkpointer = try Checkpointer(path: place.path, limits: Self.limits) { error in
                Issue.record(error)
            }
            try await body(Scene(path: place.path, lane: lane, checkpointer: checkpointer))
            try checkpointer.close()
            try lane.close()
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
            let readers = try ReadLanes(path: scene.path, name: "reader", count: 1)
            let (mayEnd, isReading) = (DispatchSemaphore(value: 0), Recorder<Bool>())
            let reading = Thread {
                // It sees what there was when it began, and needs the log for it.
                try? readers.read { connection in
                    try connection.query("SELECT count(*) FROM item", []) { _ in true }
                    isReading.add(true)
                    mayEnd.wait()
                }
            }
            _ = try await scene.write()
            reading.start()
            while isReading.values.isEmpty { await Task.yield() }
            var size: Int32 = 0
            for _ in 0..<200 { size = try await scene.write() }
            #expect(size >= 200 * 2, "nothing of the log can be given up")
            mayEnd.signal()
            var last = size
            while last >= size { last = try await scene.write() }
            try readers.close()
        }
    }
}
