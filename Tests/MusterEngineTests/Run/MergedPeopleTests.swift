import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterEngine

/// People who are merged while they are in a flow.
@Suite struct MergedPeopleTests {
    private static let flow = """
        {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"1 day"},
        {"Change Score":{"Score Name":"Lead Score","Change":"+10"}},
        {"Change Score":{"Score Name":"Lead Score","Change":"+100"}}]}
        """

    /// The sum of a lead's score changes says which steps were executed, and how often.
    private func steps(of lead: LeadID, _ story: EngineFixture) throws -> Int {
        try story.store.read { reader in
            try reader.activities(
                after: 0, since: nil, types: [ActivityType.changeScore.id], leads: [lead], limit: 1000
            ).rows.reduce(0) { $0 + (Int($1.content.attributes["Change Value"]?.scalarText ?? "") ?? 1_000_000) }
        }
    }

    private func inFlow(_ story: EngineFixture) throws -> Set<LeadID> {
        let ids = try story.store.read { reader in
            var ids: [LeadID] = []
            try reader.connection.query("SELECT lead_id FROM flow_entry", []) { row in
                ids.append(LeadID(row.int(0)))
                return true
            }
            return ids
        }
        return Set(ids)
    }

    @Test("whenever people are merged, the one who stays in the flow takes every step once")
    func everyStepOnce() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("merged people"))
        for _ in 0..<25 {
            let chunk = random.number(1...3)
            let germans = (0..<7).map { _ in random.chance(60) }
            let passes = random.number(2...15)
            let order = (1...7).map { LeadID(Int64($0)) }.shuffled(using: &random)
            let losers = Array(order[1...random.number(1...3)])
            // They have all entered: `BatchStartTests` merges people who have not.
            try await EngineFixture.run(chunk: chunk) {
                $0.startChunk = 2_000
            } _: { story in
                let people = try await story.leads(7) { [.country: .text(germans[$0] ? "Germany" : "France")] }
                let campaign = try await story.campaign("Score", rules: BatchRunTests.germans, flow: Self.flow)
                try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
                for _ in 0..<passes { _ = try await story.engine.pass() }

                let winner = order[0]
                let group = [winner] + losers
                let stay = try inFlow(story).intersection(group).min()
                let done = try group.map { try steps(of: $0, story) }
                let doneByStaying = try stay.map { try steps(of: $0, story) }
                let expected = done.reduce(0, +) + (doneByStaying.map { 111 - $0 } ?? 0)
                try await story.store.write { _ = try $0.mergeLeads(losers, into: winner, origin: .merge) }
                try await story.engine.runUntilIdle()
                try await story.time.advance(by: RelativePeriod(2, .day))
                try await story.engine.runUntilIdle()

                #expect(try steps(of: winner, story) == expected, "after \(passes) passes of \(chunk): \(group)")
                for (index, person) in people.enumerated() where !group.contains(person) {
                    #expect(try steps(of: person, story) == (germans[index] ? 111 : 0))
                }
                let run = try story.newestRun(of: campaign)
                #expect(run.run.state == .finished)
                let entered = germans.count { $0 }
                let counters = run.counters
                #expect(
                    counters
                        == RunCounters(qualified: entered, completed: counters.completed, removed: counters.removed))
                #expect(counters.completed + counters.removed == entered)
            }
        }
    }

    @Test("an event that no trigger has seen yet brings the winner in, and so do the values it gets")
    func triggers() async throws {
        try await EngineFixture.run { story in
            let visits = try await story.campaign(
                "Visits", rules: #"{"triggers":[{"Visits Web Page":{}}]}"#,
                flow: #"{"flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"Visitor"}}]}"#)
            let moves = try await story.campaign(
                "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#,
                flow:
                    #"{"flow":[{"Change Data Value":{"Attribute":"Lead Source","New Value":"{{trigger.New Value}}"}}]}"#
            )
            for campaign in [visits, moves] { try await story.engine.commands.activate(campaign) }
            let winner = try await story.lead()
            let loser = try await story.lead([.city: .text("Bonn")])
            try await story.store.write { writer in
                try writer.append([NewActivity(lead: loser, type: ActivityType.visitWebpage.id, at: writer.now)])
                try writer.mergeLeads([loser], into: winner, origin: .merge)
            }
            try await story.engine.runUntilIdle()
            #expect(try story.value(winner, .leadStatus) == .text("Visitor"))
            #expect(try story.value(winner, .leadSource) == .text("Bonn"))
            #expect(
                try story.log(of: winner) == [
                    "New Lead", "New Lead", "Visit Webpage", "Change Data Value City", "Merge Leads",
                    "Change Data Value Lead Status", "Change Data Value Lead Source",
                ])
        }
    }
}
