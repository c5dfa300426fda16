import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// One person with very many entries, and everybody else.
@Suite struct BusyPersonTests {
    private static let visits = #"{"triggers":[{"Visits Web Page":{}}]}"#
    private static let score = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    private func visit(_ story: EngineFixture, _ lead: LeadID, times: Int) async throws {
        try await story.store.write { writer in
            _ = try writer.append(
                (0..<times).map { _ in NewActivity(lead: lead, type: ActivityType.visitWebpage.id, at: writer.now) })
        }
    }

    @Test("another person's event is acted on while a busy one has thousands before it")
    func others() async throws {
        try await EngineFixture.run(chunk: 500) { story in
            let visits = try await story.campaign("Visits", rules: Self.visits, flow: Self.score) {
                $0.qualification = .any
            }
            let moves = try await story.campaign("Moves", rules: TriggerTests.cityChanges, flow: Self.score)
            for campaign in [visits, moves] { try await story.engine.commands.activate(campaign) }
            let (busy, other) = (try await story.lead(), try await story.lead())
            try await visit(story, busy, times: 3_000)
            try await story.change(other, .city, to: .text("Bonn"))
            #expect(try await story.engine.pass())
            #expect(try story.value(other, .leadScore) == .integer(1))
            // Matched, and many of them executed, with others in between.
            for _ in 0..<40 { _ = try await story.engine.pass() }
            let late = try await story.lead()
            try await story.change(late, .city, to: .text("Bonn"))
            #expect(try await story.engine.pass())
            #expect(try story.value(late, .leadScore) == .integer(1))
            try await story.engine.runUntilIdle()
            #expect(try story.value(busy, .leadScore) == .integer(3_000))
        }
    }

    @Test("a pass takes many entries of one person, each seeing what the one before has done")
    func manyAPass() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Count", rules: Self.visits,
                flow: """
                    {"flow":[{"Change Score":{"choices":[
                      {"if":{"Lead Score":{"at least":3}},"Score Name":"Lead Score","Change":"+10"}],
                      "default":{"Score Name":"Lead Score","Change":"+1"}}}]}
                    """
            ) { $0.qualification = .any }
            try await story.engine.commands.activate(campaign)
            let person = try await story.lead()
            try await visit(story, person, times: 6)
            #expect(try await story.engine.pass())
            #expect(try story.value(person, .leadScore) == .integer(33))
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 6, completed: 6))
        }
    }

    @Test("an entry that the one before has ended is not executed")
    func removed() async throws {
        try await EngineFixture.run { story in
            let stop = try await story.campaign(
                "Stop", rules: TriggerTests.cityChanges, flow: #"{"flow":[{"Remove from Flow":"all campaigns"}]}"#)
            let visits = try await story.campaign("Visits", rules: Self.visits, flow: Self.score) {
                $0.qualification = .any
            }
            for campaign in [stop, visits] { try await story.engine.commands.activate(campaign) }
            let person = try await story.lead()
            try await story.store.write { writer in
                try writer.updateLead(person, [.city: .text("Bonn")], origin: .api)
                _ = try writer.append(
                    (0..<3).map { _ in
                        NewActivity(lead: person, type: ActivityType.visitWebpage.id, at: writer.now)
                    })
            }
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .null)
            #expect(try story.newestRun(of: visits).counters == RunCounters(qualified: 3, removed: 3))
        }
    }

    @Test("runs in which people only wait are none that move")
    func waitingRuns() async throws {
        try await EngineFixture.run { story in
            _ = try await story.leads(3) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Nurture", rules: BatchRunTests.germans, flow: #"{"flow":[{"Wait":"3 days"},{"Wait":"3 days"}]}"#
            ) { $0.qualification = .any }
            for _ in 0..<3 { try await story.runNow(campaign) }
            #expect(try story.store.read { try $0.movingRuns() }.isEmpty)
            #expect(try story.store.read { try $0.runs(of: campaign) }.allSatisfy { $0.run.state == .running })
            #expect(try story.engine.isIdle())
            try await story.time.advance(by: RelativePeriod(6, .day))
            #expect(
                try story.store.read { try $0.runs(of: campaign) }.map(\.run.state)
                    == Array(repeating: .finished, count: 3))
        }
    }
}
