import MusterModel
import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

/// Runs that somebody cancels or aborts.
@Suite struct EndedRunTests {
    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#
    private static let waitAndScore =
        #"{"flow":[{"Wait":"1 day"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    private func states(_ story: EngineFixture, _ campaign: SmartCampaignID) throws -> [CampaignRun.State] {
        try story.store.read { try $0.runs(of: campaign).map(\.run.state) }
    }

    @Test("a run that is taken back never starts, and taking it back again changes nothing")
    func cancelled() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Score", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(campaign)
            let run = try story.newestRun(of: campaign).run.id
            try await story.engine.commands.cancelRun(run, of: campaign)
            let position = try story.store.read { $0.position }
            try await story.engine.commands.cancelRun(run, of: campaign)
            #expect(try story.store.read { $0.position } == position)
            try await story.time.advance(by: RelativePeriod(1, .day))
            #expect(try states(story, campaign) == [.cancelled])
            #expect(try story.value(person, .leadScore) == .null)
        }
    }

    @Test("people of an aborted run whose flow is replaced are removed, and are nobody's fault")
    func abortedAndEdited() async throws {
        let isFull = Mutex(true)
        let fault: StepFault = { _, _, step in
            if step == "Change Score", isFull.withLock({ $0 }) { throw StoreError(.full, "the disk is full") }
        }
        try await EngineFixture.run(chunk: 1) {
            $0.stepFault = fault
        } _: { story in
            _ = try await story.leads(5) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign("Score", rules: Self.everybody, flow: Self.waitAndScore)
            try await story.runNow(campaign)
            // They have waited, and stand before a step that the disk does not take.
            await #expect(throws: StoreError.self) { try await story.time.advance(by: RelativePeriod(2, .day)) }
            let run = try story.newestRun(of: campaign).run.id
            try await story.engine.commands.abortRun(run, of: campaign)
            try await story.edit(campaign, flow: #"{"flow":[{"Wait":"3 days"}]}"#)
            isFull.withLock { $0 = false }
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 5, removed: 5))
            let removed = try story.store.read { try $0.outcomes(of: run, .removed, limit: 9) }
            #expect(Set(removed.map(\.outcome.reason)) == ["the run was aborted"])
        }
    }

    @Test("the next occurrence takes the place of one that was taken back")
    func recurrenceGoesOn() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Daily", rules: Self.everybody, flow: BatchRunTests.scoreFlow) {
                $0.qualification = .any
                $0.recurrence = Recurrence(startAt: EngineFixture.start.adding(seconds: 3600), interval: .daily)
            }
            try await story.store.write { writer in
                let recurrence = try writer.reader.smartCampaign(campaign)?.recurrence
                try RecurringRuns(writer: writer).replan(recurrence, of: campaign)
            }
            let first = try story.newestRun(of: campaign).run
            #expect(first.scheduledAt == EngineFixture.start.adding(seconds: 3600))
            try await story.engine.commands.cancelRun(first.id, of: campaign)
            #expect(try story.newestRun(of: campaign).run.scheduledAt == first.scheduledAt.adding(seconds: 86_400))
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(person, .leadScore) == .integer(1))
            #expect(try states(story, campaign) == [.scheduled, .finished, .cancelled])
        }
    }

    @Test("an aborted run takes everybody out, where they wait and where they move, and does nothing more")
    func aborted() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let people = try await story.leads(5) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign("Score", rules: Self.everybody, flow: Self.waitAndScore)
            let other = try await story.campaign("Other", rules: Self.everybody, flow: Self.waitAndScore)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            try await story.runNow(other)
            let waiting = try story.newestRun(of: campaign).run.id
            try await story.engine.commands.abortRun(waiting, of: campaign)
            #expect(try states(story, campaign) == [.aborted], "at once")
            try await story.engine.runUntilIdle()
            let record = try story.newestRun(of: campaign)
            #expect(record.counters == RunCounters(qualified: 5, removed: 5))
            #expect(record.run.failure == "aborted by request" && record.run.finishedAt == EngineFixture.start)
            #expect(try !record.isMoving && story.engine.isIdle())
            let removed = try story.store.read { try $0.outcomes(of: waiting, .removed, limit: 9) }
            #expect(removed.map(\.outcome.lead) == people)
            #expect(Set(removed.map(\.outcome.reason)) == ["the run was aborted"])
            try await story.engine.commands.abortRun(waiting, of: campaign)
            try await story.time.advance(by: RelativePeriod(2, .day))
            for person in people { #expect(try story.value(person, .leadScore) == .integer(1), "of the other one") }
            #expect(try story.newestRun(of: other).counters == RunCounters(qualified: 5, completed: 5))
            #expect(try states(story, campaign) == [.aborted])

            // Between two steps of a front: two of five have passed the first one.
            let moving = try await story.campaign("Moving", rules: Self.everybody, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(moving, origin: .command, floorSeconds: 0)
            while try story.newestRun(of: moving).front.lead == 0 { _ = try await story.engine.pass() }
            try await story.engine.commands.abortRun(try story.newestRun(of: moving).run.id, of: moving)
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: moving).counters == RunCounters(qualified: 5, removed: 5))
            let scores = try people.map { try story.value($0, .leadScore) }
            #expect(scores == [2, 2, 1, 1, 1].map { .integer($0) }, "what was done stays")
        }
    }

    @Test("a run of a trigger campaign is aborted once nobody can enter it any more")
    func triggerRun() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#, flow: Self.waitAndScore)
            try await story.engine.commands.activate(campaign)
            let person = try await story.lead()
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.engine.runUntilIdle()
            let run = try story.newestRun(of: campaign).run.id
            await #expect(throws: RunError.campaignIsActive(run, campaign)) {
                try await story.engine.commands.abortRun(run, of: campaign)
            }
            try await story.engine.commands.deactivate(campaign)
            try await story.engine.commands.abortRun(run, of: campaign)
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(person, .leadScore) == .null)
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 1, removed: 1))
        }
    }

    @Test("what is over stays over, and each refusal says what would be right")
    func refused() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Score", rules: Self.everybody, flow: Self.waitAndScore)
            let other = try await story.campaign("Other", rules: Self.everybody, flow: Self.waitAndScore)
            let commands = story.engine.commands
            try await commands.schedule(campaign)
            let run = try story.newestRun(of: campaign).run.id
            await #expect(throws: RunError.hasNotStarted(run)) { try await commands.abortRun(run, of: campaign) }
            await #expect(throws: RunError.notFound(run)) { try await commands.cancelRun(run, of: other) }
            await #expect(throws: RunError.notFound(99)) { try await commands.abortRun(99, of: campaign) }
            try await story.time.advance(by: RelativePeriod(1, .hour))
            await #expect(throws: RunError.hasStarted(run)) { try await commands.cancelRun(run, of: campaign) }
            try await story.time.advance(by: RelativePeriod(2, .day))
            await #expect(throws: RunError.isOver(run, .finished)) { try await commands.cancelRun(run, of: campaign) }
            await #expect(throws: RunError.isOver(run, .finished)) { try await commands.abortRun(run, of: campaign) }
            #expect("\(RunError.isOver(run, .finished))" == "Run \(run) is over: it is finished")
        }
    }
}
