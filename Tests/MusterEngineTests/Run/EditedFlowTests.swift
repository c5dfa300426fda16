import MusterAuthoring
import MusterFlows
import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// Flows that are edited while people are in them.
@Suite struct EditedFlowTests {
    private static let germans = BatchRunTests.germans

    private static func points(_ change: Int) -> String {
        #"{"Change Score":{"Score Name":"Lead Score","Change":"+\#(change)"}}"#
    }
    private static func flow(_ steps: String...) -> String { "{\"flow\":[\(steps.joined(separator: ","))]}" }

    private func replace(_ story: EngineFixture, _ campaign: SmartCampaignID, _ flow: String) async throws {
        try await story.store.write { writer in
            let flow = try writer.reader.flowDocument.read(JSONParser.parse(flow))
            try CampaignAuthoring(writer).setFlow(flow, of: campaign)
        }
    }

    private func score(_ lead: LeadID, _ story: EngineFixture) throws -> Int64 {
        if case .integer(let score) = try story.value(lead, .leadScore) { score } else { 0 }
    }

    @Test("a mail that an edit puts behind a wait is sent to those who wait as a message of its own")
    func secondMail() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            try await story.email("A", subject: "Hello", operational: true)
            let people = try await story.leads(5) {
                [.country: .text("Germany"), .email: .text("p\($0)@example.com")]
            }
            let mail = #"{"Send Email":"A"}"#
            let wait = #"{"Wait":"1 day"}"#
            let campaign = try await story.campaign("Mail", rules: Self.germans, flow: Self.flow(mail, wait))
            try await story.runNow(campaign)
            try await replace(story, campaign, Self.flow(wait, mail))
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(story.outbox.delivered.count == 10)
            #expect(Set(story.outbox.delivered.map(\.idempotencyKey)).count == 10)
            for person in people { #expect(story.outbox.delivered.count { $0.leadID == person } == 2) }
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .finished && run.counters == RunCounters(qualified: 5, completed: 5))
        }
    }

    /// Words are points, and `w` is a wait.
    private static func document(_ steps: String) -> String {
        let steps = steps.split(separator: " ").map { $0 == "w" ? #"{"Wait":"3 days"}"# : points(Int($0) ?? 0) }
        return "{\"flow\":[\(steps.joined(separator: ","))]}"
    }

    struct Edit: Sendable {
        let old: String
        let new: String
        let score: Int64
    }

    @Test(
        "who waits takes what is ahead of the place after the edit, once each",
        arguments: [
            Edit(old: "w 1 10", new: "10", score: 10),
            Edit(old: "w 1 10", new: "10 1", score: 11),
            Edit(old: "1 w 10 100", new: "1 100 10", score: 111),
            Edit(old: "1 w 10 100", new: "1000 1 w 10 100", score: 111),
            Edit(old: "1 w 10 100", new: "1 w 1000 10 100", score: 1111),
            Edit(old: "1 w 10", new: "w 10 1", score: 12),
            Edit(old: "1 w 10", new: "1 10 w", score: 1),
            Edit(old: "1 w 10", new: "1", score: 1),
            Edit(old: "1 w 10", new: "", score: 1),
        ])
    func waiting(_ edit: Edit) async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Nurture", rules: Self.germans, flow: Self.document(edit.old))
            try await story.runNow(campaign)
            try await replace(story, campaign, Self.document(edit.new))
            try await story.time.advance(by: RelativePeriod(3, .day))
            #expect(try score(person, story) == edit.score)
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .finished && run.counters == RunCounters(qualified: 1, completed: 1))
        }
    }

    @Test("several edits during one wait are followed one after the other")
    func severalEdits() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let wait = #"{"Wait":"3 days"}"#
            let campaign = try await story.campaign(
                "Nurture", rules: Self.germans, flow: Self.flow(wait, Self.points(1), Self.points(10)))
            try await story.runNow(campaign)
            for flow in [
                Self.flow(wait, Self.points(100), Self.points(1), Self.points(10)),
                Self.flow(Self.points(100), Self.points(1), Self.points(10)),
                Self.flow(Self.points(1000), Self.points(100), Self.points(10)),
            ] { try await replace(story, campaign, flow) }
            try await story.time.advance(by: RelativePeriod(3, .day))
            // The +1000 has taken the place of the +1 by kind, in front of what is ahead.
            #expect(try score(person, story) == 1110)
        }
    }

    struct FrontEdit: Sendable {
        let new: String
        /// Of those who had passed the second step.
        let passed: Int64
        let others: Int64
    }

    @Test(
        "a front that is in the middle of a step leaves nobody out and takes nobody twice",
        arguments: [
            FrontEdit(new: "1 10 100", passed: 111, others: 111),
            FrontEdit(new: "1 100", passed: 111, others: 101),
            FrontEdit(new: "1 1000 10 100", passed: 111, others: 1111),
            FrontEdit(new: "1 10 1000 100", passed: 1111, others: 1111),
            FrontEdit(new: "1 100 10", passed: 11, others: 111),
            FrontEdit(new: "1000 1 10 100", passed: 111, others: 111),
            FrontEdit(new: "1", passed: 11, others: 1),
            FrontEdit(new: "10 1 100", passed: 112, others: 101),
        ])
    func front(_ edit: FrontEdit) async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let people = try await story.leads(7) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign("Score", rules: Self.germans, flow: Self.document("1 10 100"))
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            while try score(people[2], story) < 10 { #expect(try await story.engine.pass()) }
            let passed = try people.filter { try score($0, story) >= 10 }
            #expect(passed.count == 4)
            try await replace(story, campaign, Self.document(edit.new))
            try await story.engine.runUntilIdle()
            for person in people {
                #expect(try score(person, story) == (passed.contains(person) ? edit.passed : edit.others))
            }
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .finished && run.counters == RunCounters(qualified: 7, completed: 7))
        }
    }

    @Test("whoever has yet to leave an aborted run leaves from the step at which he stood, however the flow was edited")
    func aborted() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let people = try await story.leads(5) { _ in [.country: .text("Germany")] }
            let wait = #"{"Wait":"3 days"}"#
            let campaign = try await story.campaign(
                "Nurture", rules: Self.germans, flow: Self.flow(Self.points(1), wait))
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign).run.id
            try await replace(story, campaign, Self.flow(Self.points(2), Self.points(1), wait))
            try await story.engine.commands.abortRun(run, of: campaign)
            try await replace(story, campaign, Self.flow(wait, Self.points(2)))
            let steps = try #require(try story.store.read { try $0.smartCampaign(campaign) }).flow.steps
            try await story.engine.runUntilIdle()
            let left = try story.store.read { try $0.outcomes(of: run, .removed, limit: 99) }
            #expect(left.map(\.outcome.lead) == people)
            #expect(left.map(\.outcome.step?.id) == Array(repeating: steps[0].id, count: 5))

            try await replace(story, campaign, Self.flow(Self.points(2), wait))
            let kept = try story.store.read { try $0.replacedFlowVersions(of: campaign, from: 0) }
            #expect(kept.isEmpty, "nobody stands in them any more")
        }
    }

    @Test("only versions that people may stand in are kept")
    func keptVersions() async throws {
        try await EngineFixture.run { story in
            func kept(_ campaign: SmartCampaignID) throws -> [Int] {
                try story.store.read { try $0.replacedFlowVersions(of: campaign, from: 0).map(\.number) }
            }
            _ = try await story.lead([.country: .text("Germany")])
            let wait = #"{"Wait":"3 days"}"#
            let campaign = try await story.campaign("Nurture", rules: Self.germans, flow: Self.flow(wait))
            try await replace(story, campaign, Self.flow(wait, Self.points(1)))
            #expect(try kept(campaign).isEmpty)
            try await story.runNow(campaign)
            try await replace(story, campaign, Self.flow(wait, Self.points(2)))
            #expect(try kept(campaign).isEmpty, "another value is no other order")
            try await replace(story, campaign, Self.flow(Self.points(2), wait))
            try await replace(story, campaign, Self.flow(wait))
            #expect(try kept(campaign).count == 2)
            try await story.time.advance(by: RelativePeriod(3, .day))
            try await replace(story, campaign, Self.flow(wait, wait))
            #expect(try kept(campaign).isEmpty)
        }
    }
}
