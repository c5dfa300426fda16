import MusterAuthoring
import MusterFlows
import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// Who is in a run, and what became of people in it.
@Suite struct RunPeopleTests {
    private static let everybody = #"{"filters":[{"Country":"Germany"}]}"#

    private func people(
        _ story: EngineFixture, _ campaign: SmartCampaignID, _ outcome: RunOutcome, size: Int = 100
    ) throws -> [RunPerson] {
        try story.store.read { reader in
            let record = try #require(try reader.runs(of: campaign).first)
            var found: [RunPerson] = []
            var next: Int64? = 0
            while let after = next {
                let page = try story.engine.people(of: record, outcome, after: after, limit: size, reader: reader)
                #expect(page.people.count <= size && (page.next == nil || !page.people.isEmpty))
                found += page.people
                next = page.next
            }
            return found
        }
    }

    @Test("who was skipped, where and why, in pages of any size")
    func skipped() async throws {
        try await EngineFixture.run { story in
            try await story.email("Invitation", subject: "Hello")
            let leads = try await story.leads(48) {
                [.email: .text("p\($0)@example.com"), .unsubscribed: .boolean($0 > 0), .country: .text("Germany")]
            }
            let campaign = try await story.campaign(
                "Invite", rules: Self.everybody,
                flow:
                    #"{"flow":[{"Change Data Value":{"Attribute":"City","New Value":"B"}},{"Send Email":"Invitation"}]}"#
            )
            try await story.runNow(campaign)
            #expect(try story.newestRun(of: campaign).counters.skipped == 47)
            for size in [1, 10, 47, 48] {
                let people = try people(story, campaign, .skipped, size: size)
                #expect(people.map(\.leadID) == Array(leads.dropFirst()))
                #expect(Set(people.map(\.step)) == [RunPerson.Step(number: 2, kind: "Send Email")])
                #expect(Set(people.map(\.reason)) == ["the lead has unsubscribed"])
                #expect(Set(people.map(\.at)) == [EngineFixture.start])
            }
            #expect(try people(story, campaign, .failed).isEmpty)
        }
    }

    @Test("a step that an edit has taken out has a kind and no number any more")
    func editedFlow() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Empty", rules: Self.everybody,
                flow:
                    #"{"flow":[{"Change Data Value":{"Attribute":"City","New Value":"{{lead.First Name}}"}},{"Wait":"1 day"}]}"#
            )
            try await story.runNow(campaign)
            #expect(
                try people(story, campaign, .skipped).map(\.step)
                    == [RunPerson.Step(number: 1, kind: "Change Data Value")])
            try await story.edit(campaign, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            let skipped = try people(story, campaign, .skipped)
            #expect(skipped.map(\.leadID) == [person])
            #expect(skipped.map(\.step) == [RunPerson.Step(number: nil, kind: "Change Data Value")])
        }
    }

    @Test("where people are who wait, who move with a front and who have left it")
    func inFlow() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let leads = try await story.leads(5) {
                [.country: .text("Germany"), .city: $0 == 0 ? .text("Bonn") : .null]
            }
            let campaign = try await story.campaign(
                "Some wait", rules: Self.everybody,
                flow: """
                    {"flow":[{"Wait":{"choices":[{"if":{"City":"Bonn"},"Duration":"1 day"}],"default":"do nothing"}},
                    {"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}
                    """)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            while try story.newestRun(of: campaign).front.lead == 0 { _ = try await story.engine.pass() }
            let people = try people(story, campaign, .inFlow, size: 2)
            #expect(people.map(\.leadID) == leads)
            #expect(people.map { $0.step?.number } == [1, 2, 1, 1, 1])
            #expect(people.map { $0.step?.kind } == ["Wait", "Change Score", "Wait", "Wait", "Wait"])
            #expect(people.map(\.until) == [EngineFixture.start.adding(seconds: 86_400), nil, nil, nil, nil])
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try self.people(story, campaign, .inFlow).isEmpty)
        }
    }

    @Test("who left before the end, by which step or whose doing")
    func removed() async throws {
        try await EngineFixture.run { story in
            let leads = try await story.leads(3) { [.country: .text("Germany"), .city: .text("\($0)")] }
            let campaign = try await story.campaign(
                "Long", rules: Self.everybody, flow: #"{"flow":[{"Wait":"9 days"}]}"#)
            try await story.edit(
                campaign,
                flow: """
                    {"flow":[{"Remove from Flow":{"choices":[{"if":{"City":"0"},"Campaign":"this campaign"}],
                    "default":"do nothing"}},{"Wait":"9 days"}]}
                    """)
            let other = try await story.campaign(
                "Other", rules: #"{"filters":[{"City":"1"}]}"#, flow: #"{"flow":[{"Remove from Flow":"Long"}]}"#)
            try await story.runNow(campaign)
            try await story.runNow(other)
            _ = try await story.store.write { try $0.deleteLeads([leads[2]], origin: .api) }
            let people = try people(story, campaign, .removed)
            #expect(people.map(\.leadID) == leads)
            #expect(people.map { $0.step?.number } == [1, 2, 2])
            #expect(people.map { $0.step?.kind } == ["Remove from Flow", "Wait", "Wait"])
            #expect(people.map(\.reason) == ["left by this step", "taken out by smart campaign 'Other'", "deleted"])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 3, removed: 3))
            #expect(try self.people(story, other, .removed).isEmpty)
        }
    }

    @Test("who is taken out by something else than a step is told where he stood, however the flow is edited")
    func standing() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let leads = try await story.leads(6) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Long", rules: Self.everybody,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"9 days"}]}"#)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            while try story.newestRun(of: campaign).front.lead == 0 { _ = try await story.engine.pass() }
            _ = try await story.store.write { try $0.deleteLeads([leads[0], leads[5]], origin: .api) }
            try await story.engine.runUntilIdle()
            #expect(
                try people(story, campaign, .removed).map(\.step) == [
                    RunPerson.Step(number: 2, kind: "Wait"), RunPerson.Step(number: 1, kind: "Change Score"),
                ])

            try await story.store.write { writer in
                var flow = try #require(try writer.reader.smartCampaign(campaign)).flow
                let step = flow.steps[0]
                let choices = step.choices.map { FlowChoice(parameters: $0.parameters) }
                flow.steps.insert(FlowStep(name: step.name, typeID: step.typeID, choices: choices), at: 0)
                try writer.setFlow(flow, of: campaign)
                try writer.deleteLeads([leads[1]], origin: .api)
                try writer.mergeLeads([leads[3]], into: leads[2], origin: .merge)
            }
            try await story.engine.commands.abortRun(story.newestRun(of: campaign).run.id, of: campaign)
            try await story.engine.runUntilIdle()
            let removed = try people(story, campaign, .removed)
            #expect(removed.map(\.leadID) == [leads[0], leads[5], leads[1], leads[2], leads[2], leads[4]])
            #expect(removed.map { $0.step?.number } == [3, 2, 3, 3, 3, 3])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 6, removed: 6))
        }
    }

    struct WaitEdit: Sendable {
        let flow: String
        /// Of the wait.
        let number: Int?
    }
    private static let score = #"{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}"#
    private static let city = #"{"Change Data Value":{"Attribute":"City","New Value":"B"}}"#
    private static let wait = #"{"Wait":"9 days"}"#

    @Test(
        "who waits stands at his wait, which has no number once it was taken out, in the flow and after he left it",
        arguments: [
            WaitEdit(flow: "\(score),\(city)", number: nil), WaitEdit(flow: city, number: nil),
            WaitEdit(flow: "\(city),\(score)", number: nil), WaitEdit(flow: wait, number: 1),
            WaitEdit(flow: "\(city),\(score),\(wait)", number: 3),
        ])
    func waitTakenOut(_ edit: WaitEdit) async throws {
        try await EngineFixture.run { story in
            let leads = try await story.leads(2) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Long", rules: Self.everybody, flow: "{\"flow\":[\(Self.score),\(Self.wait),\(Self.city)]}")
            try await story.runNow(campaign)
            // A wait that comes in later is not the one that went.
            for flow in edit.number == nil ? [edit.flow, "\(edit.flow),\(Self.wait)"] : [edit.flow] {
                try await story.store.write { writer in
                    let flow = try writer.reader.flowDocument.read(JSONParser.parse("{\"flow\":[\(flow)]}"))
                    try CampaignAuthoring(writer).setFlow(flow, of: campaign)
                }
            }
            let step = RunPerson.Step(number: edit.number, kind: "Wait")
            let waiting = try people(story, campaign, .inFlow)
            #expect(waiting.map(\.leadID) == leads)
            #expect(waiting.map(\.step) == [step, step])
            #expect(waiting.map(\.until) == Array(repeating: EngineFixture.start.adding(seconds: 9 * 86_400), count: 2))
            _ = try await story.store.write { try $0.deleteLeads([leads[0]], origin: .api) }
            #expect(try people(story, campaign, .removed).map(\.step) == [step])
        }
    }

    @Test("a flow that cannot be read back keeps nobody in it")
    func unreadableFlow() async throws {
        try await EngineFixture.run { story in
            let lead = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Long", rules: Self.everybody, flow: #"{"flow":[{"Wait":"9 days"}]}"#)
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign).run.id
            try await story.store.write { writer in
                _ = try writer.rows.execute(
                    "UPDATE smart_campaign SET flow = 'x' WHERE id = ?", [.int(campaign.rawValue)])
                try writer.deleteLeads([lead], origin: .api)
            }
            let removed = try story.store.read { try $0.outcomes(of: run, .removed, limit: 9) }
            #expect(removed.map(\.outcome.lead) == [lead] && removed.map(\.outcome.step) == [nil])
        }
    }

    @Test("who was cut from a run is told once, with how deep and how often, and the run says how many")
    func cut() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Loop", rules: Self.everybody, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            let record = try story.newestRun(of: campaign)
            try await story.store.write { writer in
                try writer.record(
                    [(8, 1), (7, 2), (8, 3)].map { lead, chain in
                        ChainCut(
                            campaign: campaign, run: record.run.id, lead: LeadID(lead), chain: chain, at: writer.now,
                            depth: 51, entries: Int(chain))
                    })
            }
            let people = try people(story, campaign, .cut, size: 1)
            #expect(people.map(\.leadID) == [7, 8])
            #expect(
                people.last?.reason == "campaigns caused one another 51 deep with 3 entries; kept out 2 times")
            let report = try #require(try story.store.read { try $0.runReports(of: campaign) }.first)
            #expect(report.cut == 2 && report.cuts.map(\.chainID) == [3, 2, 1])
        }
    }
}
