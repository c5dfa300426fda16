import Logging
import MusterModel
import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

/// Runs that start beside one another, of which some fail to or take long.
@Suite(.timeLimit(.minutes(5))) struct StartTurnsTests {
    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#

    /// Two campaigns whose runs fall due one after the other, with one that may be in progress at once,
    /// while the engine works.
    private static func run(
        _ configure: (inout Engine.Configuration) -> Void,
        _ body: (EngineFixture, _ first: SmartCampaignID, _ second: SmartCampaignID) async throws -> Void
    ) async throws {
        try await EngineFixture.run(inRealTime: true) {
            $0.batchConcurrency = 1
            configure(&$0)
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            let first = try await story.campaign("First", rules: everybody, flow: BatchRunTests.scoreFlow)
            let second = try await story.campaign("Second", rules: everybody, flow: BatchRunTests.scoreFlow)
            let work = Task { await story.engine.run() }
            do { try await body(story, first, second) } catch {
                work.cancel()
                throw error
            }
            work.cancel()
            await work.value
        }
    }

    private static func name(_ run: RunRecord) -> String { "run \(run.run.id)" }

    @Test("a run that fails to start pauses by itself, says why, and holds up no other campaign")
    func failing() async throws {
        let broken = Mutex(SmartCampaignID?.none)
        let pauses = Pauses()
        try await Self.run {
            $0.startFault = { campaign in
                if broken.withLock({ $0 == campaign }) { throw StoreError(.full, "the disk is full") }
            }
            $0.patience = { if $0 > 1 { try await pauses.wait($0) } }
        } _: { story, first, second in
            broken.withLock { $0 = first }
            try await story.engine.commands.schedule(first, origin: .command, floorSeconds: 0)
            // It has failed twice, so that it pauses for two seconds.
            #expect(await pauses.next() == 2)
            try await story.engine.commands.schedule(second, origin: .command, floorSeconds: 0)
            try await story.until { try story.newestRun(of: second).run.state == .finished }
            let run = try story.newestRun(of: first)
            #expect(run.run.state == .scheduled)
            let lane = try #require(story.engine.lanes.first { $0.name == Self.name(run) })
            #expect(lane.activity == .backingOff && lane.reason == "full: the disk is full" && lane.failures == 2)
            #expect(story.engine.lanes.allSatisfy { $0.name == lane.name || $0.activity != .backingOff })
            broken.withLock { $0 = nil }
            pauses.end()
            try await story.until { try story.newestRun(of: first).run.state == .finished }
        }
    }

    @Test("a run whose list takes long to evaluate lets the others pass, but not the next run of its own campaign")
    func slow() async throws {
        let slow = Mutex(SmartCampaignID?.none)
        let gate = Gate()
        let pauses = Pauses()
        try await Self.run {
            $0.startFault = { campaign in if slow.withLock({ $0 == campaign }) { await gate.pass() } }
            $0.longStart = 5
            $0.patience = pauses.wait
        } _: { story, first, second in
            slow.withLock { $0 = first }
            try await story.engine.commands.schedule(first, origin: .command, floorSeconds: 0)
            await gate.reached()
            try await story.engine.commands.schedule(first, origin: .command, floorSeconds: 0)
            try await story.engine.commands.schedule(second, origin: .command, floorSeconds: 0)
            #expect(await pauses.next() == 5)
            #expect(try story.newestRun(of: second).run.state == .scheduled)
            pauses.end()
            try await story.until { try story.newestRun(of: second).run.state == .finished }
            #expect(try story.store.read { try $0.runs(of: first) }.map(\.run.state) == [.scheduled, .scheduled])
            gate.open()
            try await story.until { try story.newestRun(of: first).run.state == .finished }
            let runs = try story.store.read { try $0.runs(of: first) }
            #expect(runs.map(\.run.state) == [.finished, .finished])
        }
    }

    @Test("a run begins with the present moment, though its list was evaluated at an earlier one")
    func presentMoment() async throws {
        try await EngineFixture.run { story in
            let today = #"{"filters":[{"Created At":{"in time frame":"today"}}]}"#
            let early = try await story.lead()
            let campaign = try await story.campaign("Today", rules: today, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            _ = try await story.engine.pass()
            #expect(try story.newestRun(of: campaign).run.state == .scheduled)
            story.clock.move(to: story.clock.now.adding(seconds: 86_400))
            let late = try await story.lead()
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: campaign).run.startedAt == story.clock.now)
            #expect(try story.value(early, .leadScore) == .null)
            #expect(try story.value(late, .leadScore) == .integer(1))
        }
    }

    @Test("on a simulated clock no list takes long, so that the order does not depend on the machine")
    func simulated() async throws {
        let waits = Mutex<[Int64]>([])
        try await EngineFixture.run {
            $0.patience = { seconds in waits.withLock { $0.append(seconds) } }
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Only", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await story.runNow(campaign)
            #expect(try story.newestRun(of: campaign).run.state == .finished)
        }
        #expect(waits.withLock(\.self).isEmpty)
    }

    @Test("on a simulated clock nobody goes on beside an evaluation, so that the order does not depend on the machine")
    func nobodyGoesOn() async throws {
        struct Nobody: Error {}
        try await EngineFixture.run { story in
            let (people, campaign) = try await story.scheduleStart(for: ["Germany"])
            let run = try story.newestRun(of: campaign).run.id
            let heard = HeardStarts(Engine.Configuration(), clock: story.clock)
            let rounds = heard.rounds(story)
            let gate = Gate()
            let search: @Sendable () async throws -> PreparedStart = {
                await gate.pass()
                throw Nobody()
            }
            #expect(try heard.starts.prepared(run, search) == nil)
            let listener = try await story.campaign(
                "Listener", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#,
                flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.activate(listener)
            try await story.change(people[0], .city, to: .text("Ulm"))
            #expect(try await !rounds.round { _ in false }.worked)
            #expect(try story.store.read { try $0.hasPendingEvents() })
            gate.open()
            await heard.reached(.found, of: run)
            #expect(try await rounds.round { _ in false }.worked)
            #expect(try !story.store.read { try $0.hasPendingEvents() })
        }
    }

    @Test("the runs of a campaign start in the order in which they fell due, though the first fails at first")
    func inOrder() async throws {
        let left = Mutex(3)
        try await EngineFixture.run {
            $0.startFault = { _ in
                let isBroken = left.withLock { left in
                    left -= 1
                    return left >= 0
                }
                if isBroken { throw StoreError(.full, "the disk is full") }
            }
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Twice", rules: Self.everybody, flow: BatchRunTests.scoreFlow) {
                $0.qualification = .any
            }
            for _ in 0..<2 {
                try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            }
            for _ in 0..<3 { await #expect(throws: StoreError.self) { try await story.engine.runUntilIdle() } }
            let runs = try story.store.read { try $0.runs(of: campaign) }
            let states = { try story.store.read { reader in try runs.map { try reader.run($0.run.id)?.run.state } } }
            #expect(try states() == [.scheduled, .scheduled])
            while try states() != [.finished, .finished] {
                _ = try await story.engine.pass()
                let now = try states()
                #expect(now[1] == .finished || now[0] == .scheduled)
            }
        }
    }

    @Test(
        "a clock move ends with its client, and with the process, though a list is being evaluated",
        arguments: [false, true])
    func endedMove(isStopping: Bool) async throws {
        let gate = Gate()
        try await EngineFixture.run {
            $0.startFault = { _ in await gate.pass() }
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Slow", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            let move = Task { try await story.time.move(.untilIdle()) }
            await gate.reached()
            if isStopping {
                story.time.stop()
                await #expect(throws: ClockCommands.Refusal.stopped(now: story.clock.now)) { try await move.value }
            } else {
                move.cancel()
                await #expect(throws: CancellationError.self) { try await move.value }
            }
            #expect(try story.newestRun(of: campaign).run.state == .scheduled)
            gate.open()
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: campaign).run.state == .finished)
        }
    }
}
