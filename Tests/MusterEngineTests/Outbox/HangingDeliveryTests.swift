import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// A receiver that takes the message and never answers.
@Suite struct HangingDeliveryTests {
    /// A campaign that has sent one message, still in the outbox.
    private static func send(_ story: EngineFixture) async throws {
        try await story.email("Invitation", subject: "Hello")
        _ = try await story.lead([.email: .text("a@example.com"), .country: .text("Germany")])
        let campaign = try await story.campaign(
            "Invite", rules: BatchRunTests.germans, flow: #"{"flow":[{"Send Email":"Invitation"}]}"#)
        try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        while try await story.engine.pass() {}
    }

    @Test("an engine that is stopped does not wait for it, and hands the message over again")
    func engineStops() async throws {
        try await EngineFixture.run { story in
            try await Self.send(story)
            story.outbox.hang()
            let work = Task { await story.engine.run() }
            await story.outbox.hasBegun()
            work.cancel()
            await work.value
            #expect(try story.store.read { try $0.outboxCounts() } == ["pending": 1])
            story.outbox.letGo()
            try await story.engine.runUntilIdle()
            #expect(story.outbox.delivered.map(\.attempts) == [0])
        }
    }

    @Test("a move of the clock that is stopped does not wait for it")
    func clockStops() async throws {
        try await EngineFixture.run { story in
            try await Self.send(story)
            story.outbox.hang()
            let move = Task { try await story.time.move(.advance(RelativePeriod(1, .day))) }
            await story.outbox.hasBegun()
            story.time.stop()
            await #expect(throws: ClockCommands.Refusal.stopped(now: EngineFixture.start)) { try await move.value }
            #expect(try story.store.read { try $0.outboxCounts() } == ["pending": 1])
            story.outbox.letGo()
        }
    }

    @Test("after the deadline it counts as a failed try, and the next one is due later")
    func deadline() async throws {
        let pauses = Pauses()
        try await EngineFixture.run {
            $0.patience = pauses.wait
        } _: { story in
            try await Self.send(story)
            story.outbox.hang()
            let work = Task { await story.engine.run() }
            await story.outbox.hasBegun()
            #expect(await pauses.next() == 60)
            pauses.end()
            let minute = EngineFixture.start.adding(seconds: 60)
            try await story.until { try story.store.read { try $0.outboxRoutes().map(\.due) } == [minute] }
            story.outbox.letGo()
            story.clock.move(to: minute)
            try await story.until { try story.store.read { try $0.outboxCounts() } == ["done": 1] }
            #expect(story.outbox.delivered.map(\.attempts) == [1])
            work.cancel()
            await work.value
        }
    }
}
