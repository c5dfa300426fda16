import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct ClockCommandsTests {
    @Test func movesOfSeveralClientsHappenOneAfterTheOther() async throws {
        try await EngineFixture.run { story in
            try await withThrowingTaskGroup(of: ClockReport.self) { group in
                for _ in 0..<8 { group.addTask { try await story.time.move(.advance(RelativePeriod(1, .day))) } }
                var begins: [Instant] = []
                for try await report in group {
                    #expect(report.now == report.from.adding(seconds: 86_400))
                    begins.append(report.from)
                }
                #expect(Set(begins).count == 8)
            }
            #expect(story.clock.now == EngineFixture.start.adding(seconds: 8 * 86_400))
        }
    }

    @Test func nothingMovesAClockBack() async throws {
        try await EngineFixture.run { story in
            try await story.time.move(to: EngineFixture.start.adding(seconds: 60))
            await #expect(throws: ClockCommands.Refusal.backwards(now: EngineFixture.start.adding(seconds: 60))) {
                try await story.time.move(to: EngineFixture.start.adding(seconds: 59))
            }
            try await story.store.write { try $0.setSimulatedNow(EngineFixture.start) }
            #expect(try story.store.read { try $0.simulatedNow() } == EngineFixture.start.adding(seconds: 60))
        }
    }

    @Test func untilIdleEndsAtItsHorizonAndSaysWhatIsLeft() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            try await story.recurringCampaign()
            let report = try await story.time.move(.untilIdle(within: RelativePeriod(10, .day)))
            #expect(report.horizon == EngineFixture.start.adding(seconds: 10 * 86_400))
            #expect(report.now <= EngineFixture.start.adding(seconds: 10 * 86_400))
            #expect(report.runs == 10)
            let due = try #require(report.nextDue)
            #expect(due > EngineFixture.start.adding(seconds: 10 * 86_400))
        }
    }

    @Test func untilIdleGoesNoFurtherThanAYearUnlessAskedTo() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            try await story.recurringCampaign()
            let report = try await story.time.move(.untilIdle())
            #expect(report.now <= EngineFixture.start.adding(seconds: 365 * 86_400))
            #expect((364...366).contains(report.runs))
        }
    }

    @Test func aMoveReportsWhatItRanThrough() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            let campaign = try await story.campaign(
                "A", rules: #"{"filters":[{"City":"Bonn"}]}"#,
                flow: #"{"flow":[{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            let report = try await story.time.move(.advance(RelativePeriod(3, .day)))
            #expect(report.stops == 1)
            #expect(report.runs == 1)
            #expect(report.activities == 1)
            #expect(report.messages == 0)
            #expect(report.nextDue == nil)
            #expect(report.horizon == nil)
        }
    }

    @Test func aStoppedClockRefusesAndStandsWhereItsWorkIsDone() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            try await story.recurringCampaign()
            let stop = EngineFixture.start.adding(seconds: 5 * 86_400)
            story.store.changes.listen { _ in if story.clock.now >= stop { story.time.stop() } }
            do {
                try await story.time.move(.advance(RelativePeriod(1, .year)))
                Issue.record("the move was not stopped")
            } catch let refusal as ClockCommands.Refusal {
                #expect(refusal == .stopped(now: story.clock.now))
            }
            #expect(story.clock.now < stop.adding(seconds: 2 * 86_400))
            #expect(try story.store.read { try $0.simulatedNow() } == story.clock.now)
        }
    }
}

extension EngineFixture {
    /// Runs every day, for everyone.
    fileprivate func recurringCampaign() async throws {
        let campaign = try await campaign(
            "Nightly", rules: #"{"filters":[{"City":"Bonn"}]}"#,
            flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
        ) { $0.qualification = .any }
        let settings = try JSONParser.parse(
            #"{"recurrence":{"startAt":"2026-03-02T10:00:00Z","intervalType":"Daily","interval":1}}"#)
        let document = try #require(settings.object)
        try await store.write { _ = try CampaignAuthoring($0).setSettings(document, of: campaign) }
    }
}
