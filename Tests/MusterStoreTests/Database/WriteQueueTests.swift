import Foundation
import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterSQLite

@Suite struct WriteQueueTests {
    private final class Job: WriteJob {
        let body: @Sendable (any WriteConnection) throws -> Void
        let ended: @Sendable ((any Error)?) -> Void
        init(
            _ body: @escaping @Sendable (any WriteConnection) throws -> Void,
            ended: @escaping @Sendable ((any Error)?) -> Void = { _ in }
        ) {
            self.body = body
            self.ended = ended
        }
        func perform(on connection: any WriteConnection) throws { try body(connection) }
        func end(_ error: (any Error)?) { ended(error) }
        func answer(_ fault: (any Error)?) {}
    }

    private func withQueue(
        timing: WriteTiming = WriteTiming(now: { .zero }, after: { _, _ in }),
        holdsBack: @escaping @Sendable (SQLiteConnection) -> Bool = { _ in false },
        _ body: (WriteQueue) async throws -> Void
    ) async throws {
        try await withTemporaryDatabase { place in
            let lane = try Lane(path: place.path, ConnectionSetup.writer())
            try lane.use { try $0.execute("CREATE TABLE item (value INTEGER)") }
            let queue = WriteQueue(lane, disk: DiskSync {}, timing: timing, holdsBack: holdsBack)
            try await body(queue)
            await queue.drain()
            try queue.close()
        }
    }

    @Test func aSmallWriteWaitsForOneLargeOneAtMost() async throws {
        let order = Recorder<String>()
        let marks: @Sendable (SQLiteConnection) -> Bool = { _ in
            order.add("|")
            return false
        }
        try await withQueue(holdsBack: marks) { queue in
            let gate = DispatchSemaphore(value: 0)
            queue.add(
                Job { _ in
                    order.add("chunk")
                    gate.wait()
                }, urgency: .background)
            while !order.values.contains("chunk") { await Task.yield() }
            for number in 1...3 {
                queue.add(Job { _ in order.add("chunk \(number)") }, urgency: .background)
                queue.add(Job { _ in order.add("small \(number)") })
            }
            // Comes while a chunk is at work that has others behind it.
            queue.add(
                Job { _ in
                    order.add("chunk 4")
                    queue.add(Job { _ in order.add("late") })
                }, urgency: .background)
            queue.add(Job { _ in order.add("chunk 5") }, urgency: .background)
            gate.signal()
            while !order.values.contains("chunk 5") { await Task.yield() }
        }
        #expect(
            order.values == [
                "|", "chunk", "|", "small 1", "small 2", "small 3", "|", "chunk 1", "|", "chunk 2", "|", "chunk 3",
                "|", "chunk 4", "|", "late", "|", "chunk 5", "|",
            ])
    }

    @Test func aQueueIsCalmWhereNobodyHasAskedForAPromptWriteForAWhile() async throws {
        let now = Mutex(Duration.zero)
        let seen = Recorder<Bool>()
        try await withQueue(timing: WriteTiming(now: { now.withLock { $0 } }, after: { _, _ in })) { queue in
            let look = Job { _ in seen.add(queue.isCalm) }
            for (index, (job, milliseconds)) in [(look, 0), (Job { _ in }, 1), (look, 249), (look, 2)].enumerated() {
                now.withLock { $0 += .milliseconds(milliseconds) }
                let ended = Recorder<Bool>()
                queue.add(Job(job.body) { _ in ended.add(true) }, urgency: index == 1 ? .prompt : .background)
                while ended.values.isEmpty { await Task.yield() }
            }
            let gate = DispatchSemaphore(value: 0)
            queue.add(Job { _ in gate.wait() }, urgency: .background)
            queue.add(look, urgency: .background)
            queue.add(Job { _ in }, urgency: .background)
            gate.signal()
        }
        #expect(seen.values == [true, false, true, false], "others who wait disturb as well")
    }

    @Test func largeWritesHaveTheirTurnUnderAStreamOfSmallOnes() async throws {
        let order = Recorder<String>()
        try await withQueue { queue in
            @Sendable func addSmall(_ left: Int) {
                queue.add(
                    Job { _ in
                        order.add("small")
                        if left > 0 { addSmall(left - 1) }
                    })
            }
            // Nothing moves until both are there.
            let gate = DispatchSemaphore(value: 0)
            queue.add(Job { _ in gate.wait() })
            addSmall(20)
            queue.add(Job { _ in order.add("chunk") }, urgency: .background)
            gate.signal()
            while order.values.count < 22 { await Task.yield() }
        }
        let position = try #require(order.values.firstIndex(of: "chunk"))
        #expect(position <= 3, "\(order.values)")
    }

    /// A clock that stands still, and whoever waits for it.
    private final class Alarm: Sendable {
        private let state = Mutex((now: Duration.zero, waiting: [@Sendable () -> Void]()))
        var isSet: Bool { state.withLock { !$0.waiting.isEmpty } }
        var timing: WriteTiming {
            WriteTiming(
                now: { self.state.withLock(\.now) },
                after: { _, body in self.state.withLock { $0.waiting.append(body) } })
        }
        func pass(_ time: Duration) { state.withLock { $0.now += time } }
        func ring() {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            for body in waiting { body() }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func inABurstOfLargePromptWritesBackgroundOnesWaitAndGoOnByThemselves() async throws {
        let (order, alarm) = (Recorder<String>(), Alarm())
        try await withQueue(timing: alarm.timing) { queue in
            queue.add(
                Job { _ in
                    order.add("large")
                    alarm.pass(.milliseconds(40))
                    // Whose first turn comes at once.
                    for number in 1...2 {
                        queue.add(
                            Job { _ in
                                order.add("chunk \(number)")
                                alarm.pass(.milliseconds(5))
                            }, urgency: .background)
                    }
                })
            while !alarm.isSet { await Task.yield() }
            #expect(order.values == ["large", "chunk 1"])
            queue.add(Job { _ in order.add("small") })
            while order.values.count < 3 { await Task.yield() }
            alarm.pass(.seconds(1))
            alarm.ring()
            while order.values.count < 4 { await Task.yield() }
            #expect(order.values == ["large", "chunk 1", "small", "chunk 2"])
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func whileBackgroundWritesAreHeldBackPromptOnesGoOn() async throws {
        let (order, alarm, end) = (Recorder<String>(), Alarm(), Recorder<Bool>())
        let holdsBack: @Sendable (SQLiteConnection) -> Bool = { _ in end.values.isEmpty }
        try await withQueue(timing: alarm.timing, holdsBack: holdsBack) { queue in
            queue.add(Job { _ in order.add("chunk") }, urgency: .background)
            for number in 1...3 {
                while !alarm.isSet { await Task.yield() }
                queue.add(Job { _ in order.add("small \(number)") })
                while order.values.count < number { await Task.yield() }
                alarm.ring()
            }
            #expect(order.values == ["small 1", "small 2", "small 3"])
            end.add(true)
            while order.values.count < 4 {
                alarm.ring()
                await Task.yield()
            }
        }
        #expect(order.values == ["small 1", "small 2", "small 3", "chunk"])
    }

    @Test(.timeLimit(.minutes(5)))
    func closingWaitsForNoTurn() async throws {
        let (order, alarm) = (Recorder<String>(), Alarm())
        try await withQueue(timing: alarm.timing) { queue in
            queue.add(
                Job { _ in
                    alarm.pass(.milliseconds(40))
                    for number in 1...2 {
                        queue.add(
                            Job { _ in
                                order.add("chunk \(number)")
                                alarm.pass(.milliseconds(5))
                            }, urgency: .background)
                    }
                })
            while !alarm.isSet { await Task.yield() }
            #expect(order.values == ["chunk 1"])
        }
        #expect(order.values == ["chunk 1", "chunk 2"])
    }

    @Test func whatHasNoRoomInATransactionKeepsItsPlace() async throws {
        let order = Recorder<Int>()
        try await withQueue { queue in
            let gate = DispatchSemaphore(value: 0)
            queue.add(Job { _ in gate.wait() })
            for number in 0..<6 {
                queue.add(
                    Job { connection in
                        order.add(number)
                        try connection.executeMany("INSERT INTO item (value) VALUES (?)", count: 3_000) {
                            $0.bind(Int64($1))
                        }
                    })
            }
            gate.signal()
        }
        #expect(order.values == Array(0..<6))
    }

    @Test(.timeLimit(.minutes(10)))
    func everyWriteThatMeetsTheEndIsAnswered() async throws {
        for _ in 0..<60 {
            let answers = Recorder<Bool>()
            try await withTemporaryDatabase { place in
                let lane = try Lane(path: place.path, ConnectionSetup.writer())
                let queue = WriteQueue(lane, disk: DiskSync {}) { _ in false }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            for _ in 0..<25 {
                                queue.add(
                                    Job({ _ in }, ended: { answers.add($0 == nil || $0 as? StoreError == .closed) }))
                            }
                        }
                    }
                    group.addTask {
                        await queue.drain()
                        try queue.close()
                    }
                    try await group.waitForAll()
                }
            }
            #expect(answers.values == Array(repeating: true, count: 100))
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func closingWaitsForTheWritesThatWereAccepted() async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 1)
            try await database.write { try $0.execute("CREATE TABLE item (text TEXT)", []) }
            // 150 MB, so that the checkpointer is at work until the end.
            let accepted = Recorder<Bool>()
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        do {
                            try await database.write(.background) { connection in
                                try connection.executeMany("INSERT INTO item (text) VALUES (?)", count: 30) {
                                    binder, _ in
                                    binder.bind(String(repeating: "x", count: 100_000))
                                }
                            } ended: {
                                accepted.add((try? $0.get()) != nil)
                            }
                            return true
                        } catch { return false }
                    }
                }
                while accepted.values.count < 5 { await Task.yield() }
                do { try await database.close() } catch { Issue.record(error) }
                let done = await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                #expect(done == accepted.values.count { $0 } && done >= 5)
            }
            #expect(!FileManager.default.fileExists(atPath: place.path + "-wal"), "closing leaves one file")
            let again = try SQLiteDatabase(path: place.path, readers: 1)
            let rows = try again.read { connection in
                var count: Int64 = 0
                try connection.query("SELECT count(*) FROM item", []) { row in
                    count = row.int(0)
                    return false
                }
                return count
            }
            #expect(rows == 30 * Int64(accepted.values.count { $0 }))
            try await again.close()
        }
    }
}
