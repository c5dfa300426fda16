import MusterEngine
import MusterModel
import MusterStore
import Testing

/// One person whom a step fails for is recorded as failed, and nobody else notices.
@Suite struct PoisonedPersonTests {
    private struct Broken: Error, CustomStringConvertible { let description = "broken on purpose" }

    /// Breaks `step` for one lead.
    private static func fault(_ poisoned: LeadID, _ step: String, _ phase: StepPhase) -> StepFault {
        { at, lead, name in if lead == poisoned, name == step, at == phase { throw Broken() } }
    }

    private static let steps = [
        #"{"Change Data Value":{"Attribute":"Lead Status","New Value":"Engaged"}}"#, #"{"Add to List":"Prospects"}"#,
        #"{"Send Email":"Invitation"}"#, #"{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}"#,
        #"{"Remove from List":"Prospects"}"#, #"{"Request Campaign":"Other"}"#, #"{"Wait":"1 day"}"#,
        #"{"Remove from Flow":"Other"}"#,
    ]
    private static let names = [
        "Change Data Value", "Add to List", "Send Email", "Change Score", "Remove from List", "Request Campaign",
        "Wait",
        "Remove from Flow",
    ]
    /// All of them, and one at the end that is not of the kind that is broken.
    private static func flow(breaking step: String) -> String {
        let last =
            step == "Add to List"
            ? #"{"Change Data Value":{"Attribute":"City","New Value":"Done"}}"# : #"{"Add to List":"Done"}"#
        return #"{"flow":[\#((steps + [last]).joined(separator: ","))]}"#
    }

    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#
    private static let requested = #"{"triggers":[{"Data Value Changes":{"Attribute":"Country"}}]}"#

    /// How the people come to the steps.
    enum Way: CaseIterable {
        case byBatch, byTrigger
        /// In chunks that share a transaction.
        case byBatchUndisturbed
    }

    /// Nine people of whom the fifth cannot pass `step`, in chunks of four.
    private func tell(
        _ step: String, _ phase: StepPhase, _ way: Way,
        _ check: (EngineFixture, SmartCampaignID, [LeadID]) async throws -> Void
    ) async throws {
        let isUndisturbed = way == .byBatchUndisturbed
        try await EngineFixture.run(chunk: 4, isCalm: isUndisturbed, inRealTime: isUndisturbed) {
            $0.stepFault = Self.fault(5, step, phase)
        } _: { story in
            let byTrigger = way == .byTrigger
            try await story.staticList("Prospects")
            let done = try await story.staticList("Done")
            try await story.email("Invitation", subject: "Hello")
            try await story.campaign(
                "Other", rules: #"{"triggers":[{"Campaign is Requested":{}}]}"#, flow: BatchRunTests.scoreFlow)
            let people = try await story.leads(9) { [.email: .text("p\($0)@example.com"), .leadScore: .integer(0)] }
            let campaign = try await story.campaign(
                "Everything", rules: byTrigger ? Self.requested : Self.everybody, flow: Self.flow(breaking: step))
            if byTrigger { try await story.engine.commands.activate(campaign) }
            for person in people { try await story.change(person, .country, to: .text("Germany")) }
            if byTrigger { try await story.engine.runUntilIdle() } else { try await story.runNow(campaign) }
            try await story.time.advance(by: RelativePeriod(2, .day))
            if step != "Add to List" { #expect(try story.members(of: done) == people, "everybody gets to the end") }
            try await check(story, campaign, people)
        }
    }

    @Test(
        "at every step, deciding or applying, in a batch or after a trigger",
        arguments: names, StepPhase.allCases.flatMap { phase in Way.allCases.map { (phase, $0) } })
    func everyStep(_ step: String, _ how: (phase: StepPhase, way: Way)) async throws {
        try await tell(step, how.phase, how.way) { story, campaign, people in
            let run = try story.newestRun(of: campaign)
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 100) }
            #expect(failed.map(\.outcome.lead) == [people[4]])
            #expect(failed.first?.outcome.step?.name == step)
            #expect(failed.first?.outcome.reason == "broken on purpose")
            for person in people {
                let scored = person != people[4] || step != "Change Score"
                #expect(try story.value(person, .leadScore) == .integer(scored ? 5 : 0))
            }
            #expect(story.outbox.delivered.count == (step == "Send Email" ? 8 : 9))
            #expect(run.counters.qualified == 9)
            #expect(run.counters.completed == 9)
            #expect(run.counters.failed == 1)
            #expect(try story.store.read { try $0.occupancy(ofRunsOf: campaign)[run.run.id]?.inFlow } == nil)
        }
    }

    @Test("a step that fails for everybody fails for each of them, and the run goes on")
    func everybodyFails() async throws {
        let fault: StepFault = { phase, _, name in if phase == .applying, name == "Change Score" { throw Broken() } }
        try await EngineFixture.run(chunk: 8) {
            $0.stepFault = fault
        } _: { story in
            let people = try await story.leads(20) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Broken", rules: Self.everybody,
                flow: """
                    {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+5"}},
                    {"Change Data Value":{"Attribute":"City","New Value":"Done"}}]}
                    """)
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign)
            #expect(run.counters == RunCounters(qualified: 20, completed: 20, failed: 20))
            #expect(run.run.state == .finished)
            for person in people { #expect(try story.value(person, .city) == .text("Done")) }
        }
    }

    @Test("an activity that cannot be read back fails the one it is about, and no other event")
    func corruptTriggerActivity() async throws {
        try await EngineFixture.run(chunk: 4) { story in
            let campaign = try await story.campaign(
                "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#,
                flow: """
                    {"flow":[{"Wait":"1 day"},
                    {"Change Data Value":{"Attribute":"Lead Source","New Value":"{{trigger.New Value}}"}},
                    {"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}
                    """)
            let people = try await story.leads(9) { _ in [:] }
            try await story.engine.commands.activate(campaign)
            for person in people { try await story.change(person, .city, to: .text("Bonn")) }
            try await story.engine.runUntilIdle()
            try await story.store.write { writer in
                try writer.rows.execute("UPDATE activity SET attributes = '{broken' WHERE lead_id = 5", [])
            }
            // Nor can a new event of his be matched, which keeps nobody else from entering.
            for person in people { try await story.change(person, .city, to: .text("Berlin")) }
            try await story.store.write { writer in
                try writer.rows.execute("UPDATE activity SET attributes = '{broken' WHERE lead_id = 5", [])
            }
            try await story.time.advance(by: RelativePeriod(2, .day))
            for person in people {
                #expect(try story.value(person, .leadSource) == (person == 5 ? .null : .text("Bonn")))
                #expect(try story.value(person, .leadScore) == .integer(5))
            }
            let run = try story.newestRun(of: campaign)
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 9) }
            #expect(failed.map(\.outcome.lead) == [5])
            #expect(failed.first?.outcome.reason.contains("not readable") == true)
        }
    }

    @Test("who comes to a condition that has become invalid fails at that step, and does not take the default")
    func invalidCondition() async throws {
        try await EngineFixture.run { story in
            let list = try await story.staticList("VIP")
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Choose", rules: Self.everybody,
                flow: """
                    {"flow":[{"Wait":"1 day"},{"Change Score":{"choices":[
                      {"if":{"Member of List":{"in":"VIP"}},"Score Name":"Lead Score","Change":"+10"}],
                      "default":{"Score Name":"Lead Score","Change":"+1"}}},
                    {"Change Data Value":{"Attribute":"City","New Value":"Done"}}]}
                    """)
            try await story.runNow(campaign)
            try await story.store.write { try $0.deleteStaticList(list) }
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(person, .leadScore) == .null)
            #expect(try story.value(person, .city) == .text("Done"))
            let run = try story.newestRun(of: campaign)
            #expect(run.counters == RunCounters(qualified: 1, completed: 1, failed: 1))
            let failed = try story.store.read { try $0.outcomes(of: run.run.id, .failed, limit: 9) }
            #expect(failed.first?.outcome.reason.hasPrefix("choice 1:") == true)
        }
    }

    @Test("who is skipped is kept with the reason")
    func skipped() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            let people = try await story.leads(3) {
                [.email: .text("p\($0)@example.com"), .unsubscribed: .boolean($0 == 1), .country: .text("Germany")]
            }
            let campaign = try await story.campaign(
                "Invite", rules: Self.everybody, flow: #"{"flow":[{"Send Email":"Invitation"}]}"#)
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign)
            let skipped = try story.store.read { try $0.outcomes(of: run.run.id, .skipped, limit: 9) }
            #expect(skipped.map(\.outcome.lead) == [people[1]])
            #expect(skipped.first?.outcome.step?.name == "Send Email")
            #expect(skipped.first?.outcome.reason.isEmpty == false)
        }
    }
}
