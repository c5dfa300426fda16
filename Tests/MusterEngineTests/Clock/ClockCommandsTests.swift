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

    @Test("until idle does not begin what recurs, unless something else is waited for meanwhile")
    func untilIdleWaitsForNoRecurrence() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            try await story.recurringCampaign()
            let none = try await story.time.move(.untilIdle())
            #expect(none.now == EngineFixture.start && none.runs == 0)
            #expect(none.nextDue == EngineFixture.start.adding(seconds: 3_600))

            let other = try await story.campaign(
                "Once", rules: #"{"filters":[{"City":"Bonn"}]}"#,
                flow: #"{"flow":[{"Wait":"3 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await story.engine.commands.schedule(other, origin: .command, floorSeconds: 0)
            let waited = try await story.time.move(.untilIdle())
            #expect(waited.now == EngineFixture.start.adding(seconds: 3 * 86_400))
            #expect(waited.runs == 4)
            #expect(waited.nextDue == EngineFixture.start.adding(seconds: 3 * 86_400 + 3_600))
        }
    }

    @Test("who waits in a run that began before is waited for, who enters a recurring one on the way is not")
    func untilIdleWaitsForThoseUnderWay() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            try await story.recurringCampaign(waiting: "36 hours")
            try await story.time.move(.advance(RelativePeriod(2, .hour)))
            let report = try await story.time.move(.untilIdle())
            #expect(report.now == EngineFixture.start.adding(seconds: 37 * 3_600))
            #expect(report.runs == 1)
            #expect(report.nextDue == EngineFixture.start.adding(seconds: 49 * 3_600))
        }
    }

    @Test func untilIdleGoesNoFurtherThanAYearForThoseWhoNeverEnd() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.city: .text("Bonn")])
            let loop = try await story.campaign(
                "Loop", rules: #"{"triggers":[{"Campaign is Requested":{}}]}"#,
                flow: #"{"flow":[{"Wait":"30 days"},{"Request Campaign":"Loop"}]}"#
            ) { $0.qualification = .any }
            try await story.engine.commands.activate(loop)
            let first = try await story.campaign(
                "First", rules: #"{"filters":[{"City":"Bonn"}]}"#, flow: #"{"flow":[{"Request Campaign":"Loop"}]}"#)
            try await story.engine.commands.schedule(first, origin: .command, floorSeconds: 0)
            let report = try await story.time.move(.untilIdle())
            #expect(report.now == EngineFixture.start.adding(seconds: 360 * 86_400))
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
    fileprivate func recurringCampaign(waiting wait: String? = nil) async throws {
        let score = #"{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}"#
        let steps = [score] + (wait.map { [#"{"Wait":"\#($0)"}"#, score] } ?? [])
        let campaign = try await campaign(
            "Nightly", rules: #"{"filters":[{"City":"Bonn"}]}"#,
            flow: #"{"flow":[\#(steps.joined(separator: ","))]}"#
        ) { $0.qualification = .any }
        let settings = try JSONParser.parse(
            #"{"recurrence":{"startAt":"2026-03-02T10:00:00Z","intervalType":"Daily","interval":1}}"#)
        let document = try #require(settings.object)
        try await store.write { _ = try CampaignAuthoring($0).setSettings(document, of: campaign) }
    }
}
