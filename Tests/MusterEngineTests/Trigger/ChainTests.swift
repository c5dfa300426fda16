import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// Campaigns that cause each other.
@Suite struct ChainTests {
    private static let score = #"{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}"#
    private static let scored = #"{"triggers":[{"Score is Changed":{"Score Name":"Lead Score"}}]}"#
    private static let requested = #"{"triggers":[{"Campaign is Requested":{}}]}"#

    private func activeCampaign(
        _ story: EngineFixture, _ name: String, rules: String, flow: String...
    ) async throws -> SmartCampaignID {
        let id = try await story.campaign(name, rules: rules, flow: #"{"flow":[{"Wait":"1 day"}]}"#) {
            $0.qualification = .any
        }
        // A flow may name the campaign itself.
        try await story.edit(id, flow: "{\"flow\":[\(flow.joined(separator: ","))]}")
        try await story.engine.commands.activate(id)
        return id
    }

    @Test("a loop that branches is cut after five hundred entries, and who was cut is kept")
    func branches() async throws {
        try await EngineFixture.run { story in
            let loop = try await activeCampaign(story, "Loop", rules: Self.scored, flow: Self.score, Self.score)
            let start = try await activeCampaign(story, "Start", rules: Self.requested, flow: Self.score)
            let person = try await story.lead()
            try await story.engine.commands.request(start, leads: [person])
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: start).counters.qualified == 1)
            #expect(try story.newestRun(of: loop).counters.qualified == 499)
            let cut = try #require(try story.store.read { try $0.chainCuts(of: loop, limit: 10) }.first)
            #expect(cut.leadID == person && cut.entries == 500 && cut.at == EngineFixture.start)
            #expect(try story.newestRun(of: loop).run.id == cut.runID)
            #expect(cut.refused == 499 * 2 + 1 - 499)

            // The next request begins a chain of its own.
            try await story.engine.commands.request(start, leads: [person])
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: loop).counters.qualified == 998)
            #expect(try story.store.read { try $0.chainCuts(of: loop, limit: 10) }.count == 2)
        }
    }

    @Test("campaigns that one event brings to life share its chain")
    func shared() async throws {
        try await EngineFixture.run { story in
            var loops: [SmartCampaignID] = []
            for name in ["A", "B", "C"] {
                loops.append(try await activeCampaign(story, name, rules: Self.scored, flow: Self.score))
            }
            let person = try await story.lead()
            try await story.store.write { writer in
                _ = try writer.append(
                    [
                        NewActivity(
                            lead: person, type: ActivityType.changeScore.id, at: writer.now,
                            primaryID: Int64(LeadField.leadScore.id), primaryValue: "Lead Score",
                            attributes: ["New Value": 1])
                    ])
            }
            try await story.engine.runUntilIdle()
            let entered = try loops.map { try story.newestRun(of: $0).counters.qualified }
            #expect(entered.reduce(0, +) == 500)
        }
    }

    @Test("a loop with a wait goes on for ever, one without is cut and says so")
    func daily() async throws {
        try await EngineFixture.run { story in
            let daily = try await story.campaign("Daily", rules: Self.requested, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            {
                $0.qualification = .any
            }
            let busy = try await story.campaign("Busy", rules: Self.requested, flow: #"{"flow":[{"Wait":"1 day"}]}"#) {
                $0.qualification = .any
            }
            try await story.edit(
                daily, flow: #"{"flow":[\#(Self.score),{"Wait":"1 day"},{"Request Campaign":"Daily"}]}"#)
            try await story.edit(
                busy,
                flow:
                    #"{"flow":[{"Change Score":{"Score Name":"Relative Score","Change":"+1"}},{"Request Campaign":"Busy"}]}"#
                    .replacing("Relative Score", with: "Lead Score"))
            for campaign in [daily, busy] { try await story.engine.commands.activate(campaign) }
            let (patient, hasty) = (try await story.lead(), try await story.lead())
            try await story.engine.commands.request(daily, leads: [patient])
            try await story.engine.commands.request(busy, leads: [hasty])
            try await story.time.advance(by: RelativePeriod(60, .day))
            #expect(try story.value(patient, .leadScore) == .integer(61))
            #expect(try story.store.read { try $0.chainCuts(of: daily, limit: 1) }.isEmpty)
            #expect(try story.value(hasty, .leadScore) == .integer(51))
            let cut = try #require(try story.store.read { try $0.chainCuts(of: busy, limit: 1) }.first)
            #expect(cut.leadID == hasty && cut.depth == 51 && cut.entries == 51)
        }
    }

    @Test("honest work is no chain: one person's many events are each a beginning")
    func busyVisitor() async throws {
        try await EngineFixture.run { story in
            let visits = try await activeCampaign(
                story, "Visits", rules: #"{"triggers":[{"Visits Web Page":{}}]}"#, flow: Self.score)
            let person = try await story.lead()
            try await story.store.write { writer in
                _ = try writer.append(
                    (0..<1_200).map { _ in
                        NewActivity(lead: person, type: ActivityType.visitWebpage.id, at: writer.now)
                    })
            }
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .integer(1_200))
            #expect(try story.store.read { try $0.chainCuts(of: visits, limit: 1) }.isEmpty)
        }
    }

    @Test("chains that have ended are forgotten with the next events")
    func forgotten() async throws {
        try await EngineFixture.run { story in
            for name in ["A", "B"] {
                _ = try await activeCampaign(story, name, rules: Self.scored, flow: #"{"Wait":"1 day"}"#)
            }
            let start = try await activeCampaign(story, "Start", rules: Self.requested, flow: Self.score)
            let people = try await story.leads(3) { _ in [:] }
            try await story.engine.commands.request(start, leads: people)
            try await story.engine.runUntilIdle()
            try await story.engine.commands.request(start, leads: [people[0]])
            try await story.engine.runUntilIdle()
            let kept = try story.store.read { reader in
                var leads: [LeadID] = []
                try reader.connection.query("SELECT lead_id FROM event_chain", []) { row in
                    leads.append(LeadID(row.int(0)))
                    return true
                }
                return leads
            }
            #expect(Set(kept) == [people[0]])
        }
    }
}
