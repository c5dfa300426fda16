import MusterModel
import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

/// The engine as it works in a server: by itself, whenever something is committed or falls due.
@Suite struct EngineRunTests {
    private struct Broken: Error, CustomStringConvertible { let description = "broken on purpose" }

    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#

    /// Gives `body` an engine that works, and stops it afterwards.
    private func working(_ story: EngineFixture, _ body: () async throws -> Void) async throws {
        let work = Task { await story.engine.run() }
        do { try await body() } catch {
            work.cancel()
            throw error
        }
        work.cancel()
        await work.value
    }

    @Test("what is committed is worked on, and what falls due when the clock gets there")
    func worksByItself() async throws {
        try await EngineFixture.run { story in
            try await working(story) {
                let person = try await story.lead([.country: .text("Germany")])
                let campaign = try await story.campaign(
                    "Nurture", rules: Self.everybody,
                    flow: #"{"flow":[{"Wait":"1 day"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
                try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
                try await story.untilIdle()
                #expect(try story.value(person, .leadScore) == .null)
                #expect(try story.newestRun(of: campaign).counters.qualified == 1)
                story.clock.move(to: story.clock.now.adding(seconds: 86_400))
                try await story.untilIdle()
                #expect(try story.value(person, .leadScore) == .integer(1))
                #expect(try story.newestRun(of: campaign).run.state == .finished)
            }
        }
    }

    @Test("whoever stops working until idle halfway leaves no lane behind that waits for him")
    func nobodyIsLeftPausing() async throws {
        let fault: StepFault = { _, _, step in if step == "Add to List" { throw StoreError(.full, "the disk is full") }
        }
        try await EngineFixture.run {
            $0.stepFault = fault
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            try await story.staticList("VIP")
            for (name, flow) in [("Stuck", #"{"flow":[{"Add to List":"VIP"}]}"#), ("Other", BatchRunTests.scoreFlow)] {
                let campaign = try await story.campaign(name, rules: Self.everybody, flow: flow)
                try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            }
            let hasFailed = Mutex(false)
            let working = Task {
                try await story.engine.runUntilIdle {
                    // A client of a clock move who goes away once a lane has failed.
                    guard story.engine.lanes.contains(where: { $0.activity == .backingOff }) else { return false }
                    hasFailed.withLock { $0 = true }
                    withUnsafeCurrentTask { $0?.cancel() }
                    return false
                }
            }
            await #expect(throws: (any Error).self) { try await working.value }
            #expect(hasFailed.withLock { $0 })
            #expect(story.engine.lanes.allSatisfy { $0.pause == nil })
            #expect(story.engine.lanes.contains { $0.activity == .backingOff }, "it still says why")
        }
    }

    @Test("a lane that fails pauses by real time, says why, and delays no other")
    func backsOff() async throws {
        let isFull = Mutex(true)
        let pauses = Pauses()
        let fault: StepFault = { _, _, step in
            if step == "Add to List", isFull.withLock({ $0 }) { throw StoreError(.full, "the disk is full") }
        }
        try await EngineFixture.run { configuration in
            configuration.stepFault = fault
            configuration.patience = pauses.wait
        } _: { story in
            let list = try await story.staticList("VIP")
            let person = try await story.lead([.country: .text("Germany")])
            let stuck = try await story.campaign(
                "Stuck", rules: Self.everybody, flow: #"{"flow":[{"Add to List":"VIP"}]}"#)
            let other = try await story.campaign("Other", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await working(story) {
                try await story.engine.commands.schedule(stuck, origin: .command, floorSeconds: 0)
                #expect(await pauses.next() == 1)
                try await story.engine.commands.schedule(other, origin: .command, floorSeconds: 0)
                try await story.until { try story.newestRun(of: other).run.state == .finished }
                #expect(try story.value(person, .leadScore) == .integer(1))

                let lane = try #require(story.engine.lanes.first { $0.activity == .backingOff })
                #expect(lane.name == "run \(try story.newestRun(of: stuck).run.id)")
                #expect(lane.reason == "full: the disk is full")
                #expect(lane.failures == 1)
                pauses.end()
                #expect(await pauses.next() == 2, "it was tried again, in vain")
                #expect(try story.members(of: list).isEmpty)

                isFull.withLock { $0 = false }
                pauses.end()
                try await story.until { try story.newestRun(of: stuck).run.state == .finished }
                #expect(try story.members(of: list) == [person])
                #expect(!story.engine.lanes.contains { $0.activity == .backingOff })
            }
            #expect(try story.newestRun(of: stuck).counters == RunCounters(qualified: 1, completed: 1))
        }
    }

    @Test("whoever asks for everything to be done is told what a lane failed with, after the others have done theirs")
    func untilIdleTells() async throws {
        let fault: StepFault = { _, _, step in if step == "Add to List" { throw StoreError(.full, "the disk is full") }
        }
        try await EngineFixture.run {
            $0.stepFault = fault
        } _: { story in
            try await story.staticList("VIP")
            let person = try await story.lead([.country: .text("Germany")])
            let stuck = try await story.campaign(
                "Stuck", rules: Self.everybody, flow: #"{"flow":[{"Add to List":"VIP"}]}"#)
            let other = try await story.campaign("Other", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            for campaign in [stuck, other] {
                try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            }
            await #expect(throws: StoreError.self) { try await story.engine.runUntilIdle() }
            #expect(try story.value(person, .leadScore) == .integer(1))
        }
    }

    @Test("runs whose people all wait are not looked at, and open no transaction")
    func waitingRunsCostNothing() async throws {
        try await EngineFixture.run { story in
            _ = try await story.leads(3) { _ in [.country: .text("Germany")] }
            for number in 0..<20 {
                let campaign = try await story.campaign(
                    "Nurture \(number)", rules: Self.everybody, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
                try await story.runNow(campaign)
            }
            let commits = Mutex(0)
            story.store.changes.listen { _ in commits.withLock { $0 += 1 } }
            for _ in 0..<5 { #expect(try await !story.engine.pass()) }
            #expect(commits.withLock { $0 } == 0)
            #expect(try story.store.read { try $0.movingRuns() }.isEmpty)
        }
    }
}

/// Pauses that end when the test says so.
final class Pauses: Sendable {
    private let begun: (stream: AsyncStream<Int64>, continuation: AsyncStream<Int64>.Continuation)
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    init() { begun = AsyncStream.makeStream(of: Int64.self) }

    var wait: @Sendable (Int64) async throws -> Void {
        { seconds in
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    self.waiting.withLock { $0.append(continuation) }
                    self.begun.continuation.yield(seconds)
                    if Task.isCancelled { self.end() }
                }
            } onCancel: {
                self.end()
            }
            try Task.checkCancellation()
        }
    }

    /// The length of the next pause, once it has begun.
    func next() async -> Int64? {
        for await seconds in begun.stream { return seconds }
        return nil
    }

    func end() {
        let ended = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for continuation in ended { continuation.resume() }
    }
}
