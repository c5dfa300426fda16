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

    /// A campaign that takes everybody in with each change of the city, as often as there are changes: for a
    /// day, until a point.
    private func moves(_ story: EngineFixture) async throws -> SmartCampaignID {
        let campaign = try await story.campaign(
            "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}],"filters":[]}"#,
            flow: #"{"flow":[{"Wait":"1 day"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
        ) { $0.qualification = .any }
        try await story.engine.commands.activate(campaign)
        return campaign
    }

    private func enter(_ leads: [LeadID], _ story: EngineFixture) async throws {
        for lead in leads {
            try await story.time.advance(by: RelativePeriod(1, .hour))
            try await story.change(lead, .city, to: .text("\(story.clock.now)"))
            try await story.engine.runUntilIdle()
        }
    }

    @Test(
        "of all passages of merged people through one flow the first goes on, whoever wins and whosever they are",
        arguments: [
            (entries: [0, 1], winner: 0), (entries: [0, 1], winner: 1), (entries: [0, 1, 0], winner: 0),
            (entries: [0, 1, 0], winner: 1), (entries: [0, 1, 2, 1, 2], winner: 2),
        ])
    func oneWayThroughAFlow(entries: [Int], winner: Int) async throws {
        try await EngineFixture.run { story in
            let campaign = try await moves(story)
            let people = try await story.leads(3) { _ in [.city: .text("Nowhere")] }
            try await enter(entries.map { people[$0] }, story)
            let losers = Set(entries).subtracting([winner]).sorted().map { people[$0] }
            try await story.store.write { _ = try $0.mergeLeads(losers, into: people[winner], origin: .merge) }
            let count = entries.count
            #expect(
                try story.newestRun(of: campaign).counters == RunCounters(qualified: count, removed: count - 1))
            // The day of the first passage is over, that of the others not.
            try await story.time.move(to: EngineFixture.start.adding(seconds: 25 * 3600))
            #expect(try story.value(people[winner], .leadScore) == .integer(1))
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(people[winner], .leadScore) == .integer(1))
            #expect(
                try story.newestRun(of: campaign).counters
                    == RunCounters(qualified: count, completed: 1, removed: count - 1))
        }
    }

    @Test(
        "how passages of merged people ended is told of the winner, who is not somebody else where they were his",
        arguments: [0, 1])
    func toldOfTheWinner(winner: Int) async throws {
        try await EngineFixture.run { story in
            let campaign = try await moves(story)
            let people = try await story.leads(2) { _ in [.city: .text("Nowhere")] }
            // The first one's first passage goes on; his second and the other one's end.
            try await enter([people[0], people[0], people[1]], story)
            try await story.store.write { writer in
                _ = try writer.mergeLeads([people[1 - winner]], into: people[winner], origin: .merge)
            }
            let run = try story.newestRun(of: campaign).run.id
            let removed = try story.store.read { try $0.outcomes(of: run, .removed, limit: 9) }.map(\.outcome)
            #expect(removed.map(\.lead) == [people[winner], people[winner]])
            let own = "other people were merged into this lead, whose first passage through this flow goes on"
            let others = "merged into lead \(people[winner]), whose first passage through this flow goes on"
            let expected = winner == 0 ? [own, others] : [others, own]
            #expect(removed.sorted { ($0.entry ?? 0) < ($1.entry ?? 0) }.map(\.reason) == expected)
        }
    }

    @Test("who was alone in a flow keeps all his passages when he is merged with others", arguments: [0, 1])
    func aloneInAFlow(winner: Int) async throws {
        try await EngineFixture.run { story in
            let campaign = try await moves(story)
            let people = try await story.leads(2) { _ in [.city: .text("Nowhere")] }
            try await enter([people[0], people[0]], story)
            try await story.store.write { writer in
                _ = try writer.mergeLeads([people[1 - winner]], into: people[winner], origin: .merge)
            }
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(people[winner], .leadScore) == .integer(2))
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 2, completed: 2))
        }
    }

    @Test("a passage through a run that was stopped keeps nobody's from going on", arguments: [0, 1])
    func stoppedRun(winner: Int) async throws {
        try await EngineFixture.run { story in
            let campaign = try await moves(story)
            let people = try await story.leads(2) { _ in [.city: .text("Nowhere")] }
            try await enter([people[0]], story)
            let stopped = try story.newestRun(of: campaign).run.id
            try await story.engine.commands.deactivate(campaign)
            try await story.engine.commands.activate(campaign)
            try await enter([people[1]], story)
            try await story.store.write { writer in
                try writer.abortRun(stopped, because: "aborted by request")
                _ = try writer.mergeLeads([people[1 - winner]], into: people[winner], origin: .merge)
            }
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(people[winner], .leadScore) == .integer(1))
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 1, completed: 1))
            let old = try #require(try story.store.read { try $0.run(stopped) })
            #expect(old.run.state == .aborted && old.counters == RunCounters(qualified: 1, removed: 1))
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
