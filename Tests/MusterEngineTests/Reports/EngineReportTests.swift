import MusterModel
import Synchronization
import Testing

@testable import MusterEngine
@testable import MusterStore

/// What the engine says it is doing.
@Suite struct EngineReportTests {
    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#

    @Test("an engine that has nothing to do says so, lane by lane")
    func idle() async throws {
        try await EngineFixture.run { story in
            let report = try story.engine.report()
            #expect(
                report.lanes.map(\.name)
                    == ["runs", "queue", "outbox", "waking", "triggers", "timetable", "forgetting", "outbox email"])
            #expect(report.lanes.allSatisfy { $0.activity == .idle && !$0.purpose.isEmpty && $0.until == nil })
            #expect(report.backlog == WorkBacklog.none && report.nextDue == nil)
        }
    }

    @Test("events, people and messages that wait are counted, with the oldest event and what comes next")
    func backlog() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            let campaign = try await story.campaign(
                "Invite", rules: Self.everybody,
                flow: #"{"flow":[{"Send Email":"Invitation"},{"Wait":"3 days"}]}"#)
            let moves = try await story.campaign(
                "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#,
                flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.activate(moves)
            let person = try await story.lead([.country: .text("Germany"), .email: .text("a@example.com")])
            story.outbox.refuse(next: 1)
            try await story.runNow(campaign)
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            try await story.store.write { writer in
                try writer.enqueue([
                    NewOutboxEntry(idempotencyKey: "x", kind: "webhook", host: "a.example", lead: person, payload: [:])
                ])
                let last = try #require(
                    try writer.reader.dueOutboxEntries(
                        of: OutboxRoute(kind: "webhook", host: "a.example"), at: writer.now, limit: 1
                    ).first)
                try writer.markUndelivered(last.id, error: "gone", nextAttempt: nil)
            }
            let report = try story.engine.report()
            #expect(report.backlog.events == 1 && report.backlog.oldestEventAt == EngineFixture.start)
            #expect(report.backlog.waiting == 1 && report.backlog.dueRuns == 1)
            #expect(report.backlog.outbox.map(\.pending) == [1, 0] && report.backlog.outbox.map(\.failed) == [0, 1])
            #expect(
                report.backlog.outbox.map(\.route)
                    == [OutboxRoute(kind: "email", host: ""), OutboxRoute(kind: "webhook", host: "a.example")])
            #expect(report.nextDue == EngineReport.Due(at: EngineFixture.start.adding(seconds: 60), kind: .message))
            story.clock.move(to: EngineFixture.start.adding(seconds: 5))
            let oldest = try story.engine.report().json["oldestEvent"]
            #expect(oldest?.jsonText == #"{"committedAt":"2026-03-02T09:00:00Z","ageSeconds":5}"#)
        }
    }

    @Test("a lane that backs off says why and for how long, and for whom it works")
    func backingOff() async throws {
        let fault: StepFault = { _, _, step in
            if step == "Change Score" { throw StoreError(.full, "the disk is full") }
        }
        let begun = AsyncStream.makeStream(of: Void.self)
        try await EngineFixture.run { configuration in
            configuration.stepFault = fault
            configuration.patience = { _ in
                begun.continuation.yield()
                for await _ in AsyncStream<Void>.makeStream().stream {}
                throw CancellationError()
            }
        } _: { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Score", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            let work = Task { await story.engine.run() }
            for await _ in begun.stream { break }
            let run = try story.newestRun(of: campaign).run.id
            let lane = try #require(try story.engine.report().lanes.first { $0.activity == .backingOff })
            #expect(lane.name == "run \(run)")
            #expect(lane.purpose == "starts run \(run) of smart campaign \(campaign), and moves its people")
            #expect(lane.reason == "full: the disk is full" && lane.failures == 1)
            #expect(lane.since == EngineFixture.start && lane.pause == 1)
            #expect(lane.until == nil, "the instance's clock stands still while it pauses")
            work.cancel()
            await work.value
        }
    }
}

extension WorkBacklog {
    fileprivate static let none = WorkBacklog(
        events: 0, oldestEventAt: nil, ready: 0, moving: 0, waiting: 0, dueRuns: 0, outbox: [])
}
