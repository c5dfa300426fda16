import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterEngine

/// Which events reach which campaigns, and in which order they act.
@Suite struct TriggerOrderTests {
    private static func cityIs(_ city: String) -> String {
        #"{"triggers":[{"Data Value Changes":{"Attribute":"City","New Value":"\#(city)"}}]}"#
    }
    /// Adds a letter to the department.
    private static func letter(_ letter: String) -> String {
        #"{"Change Data Value":{"Attribute":"Department","New Value":"{{lead.Department}}\#(letter)"}}"#
    }

    private func activeCampaign(
        _ story: EngineFixture, _ name: String, rules: String, flow: String
    ) async throws -> SmartCampaignID {
        let campaign = try await story.campaign(name, rules: rules, flow: "{\"flow\":[\(flow)]}") {
            $0.qualification = .any
        }
        try await story.engine.commands.activate(campaign)
        return campaign
    }

    private func change(_ story: EngineFixture, _ lead: LeadID, cities: [String]) async throws {
        try await story.store.write { writer in
            for city in cities { try writer.updateLead(lead, [.city: .text(city)], origin: .api) }
        }
    }

    @Test(
        "one person's events are acted on in their order across campaigns, whatever their class",
        arguments: [2, 1_000], ["", #",{"Add to List":"L"}"#])
    func order(chunk: Int, urgent: String) async throws {
        try await EngineFixture.run(chunk: chunk) { story in
            try await story.staticList("L")
            _ = try await activeCampaign(story, "A", rules: Self.cityIs("a"), flow: Self.letter("A") + urgent)
            _ = try await activeCampaign(story, "B", rules: Self.cityIs("b"), flow: Self.letter("B"))
            let person = try await story.lead()
            try await change(story, person, cities: ["b", "a", "b", "a"])
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .department) == .text("BABA"))
        }
    }

    @Test("of one event's campaigns the more urgent acts first, then the older one")
    func ties() async throws {
        try await EngineFixture.run { story in
            try await story.staticList("L")
            for (name, more) in [("1", ""), ("2", ""), ("3", #",{"Add to List":"L"}"#)] {
                _ = try await activeCampaign(story, name, rules: Self.cityIs("a"), flow: Self.letter(name) + more)
            }
            let person = try await story.lead()
            try await change(story, person, cities: ["a"])
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .department) == .text("312"))
        }
    }

    @Test("an activated campaign takes no event from before, even one that no trigger has seen yet")
    func activation() async throws {
        try await EngineFixture.run { story in
            _ = try await activeCampaign(story, "A", rules: Self.cityIs("a"), flow: Self.letter("A"))
            let people = try await story.leads(3) { _ in [:] }
            for person in people { try await change(story, person, cities: ["a"]) }
            let late = try await activeCampaign(story, "B", rules: Self.cityIs("a"), flow: Self.letter("B"))
            try await change(story, people[0], cities: ["c", "a"])
            try await story.engine.runUntilIdle()
            #expect(try people.map { try story.value($0, .department) } == [.text("AAB"), .text("A"), .text("A")])
            #expect(try story.newestRun(of: late).counters.qualified == 1)
        }
    }

    @Test("today in a trigger is the day of the event")
    func today() async throws {
        try await EngineFixture.run { story in
            _ = try await activeCampaign(
                story, "New", rules: #"{"triggers":[{"Lead is Created":{"Created At":{"in time frame":"Today"}}}]}"#,
                flow: Self.letter("T"))
            let first = try await story.lead()
            try await story.engine.runUntilIdle()
            try await story.time.advance(by: RelativePeriod(1, .day))
            let second = try await story.lead()
            // Created on the one day, offered to the triggers on the next.
            story.clock.move(to: story.clock.now.adding(seconds: 86_400))
            try await story.engine.runUntilIdle()
            #expect(try story.value(first, .department) == .text("T"))
            #expect(try story.value(second, .department) == .text("T"))
        }
    }

    /// Where the rules have gone nothing can be made anew.
    @Test("a trigger is made anew for an event when the one at hand does not hold for it")
    func madeAnew() async throws {
        try await EngineFixture.run { story in
            let id = try await story.campaign(
                "New", rules: #"{"triggers":[{"Lead is Created":{"Created At":{"in time frame":"Today"}}}]}"#,
                flow: "{\"flow\":[\(Self.letter("T"))]}")
            let (now, tomorrow) = (story.clock.now, story.clock.now.adding(seconds: 86_400))
            try story.store.read { reader in
                let whole = try #require(try CampaignDefinition.load(id, reader: reader, at: story.store.moment))
                let emptied = CampaignDefinition(
                    campaign: whole.campaign, rules: .empty, facts: whole.facts, steps: [], triggers: whole.triggers,
                    ruleProblems: [], flowProblems: [], myTokens: whole.myTokens)
                var relative = RelativeTriggers(reader: reader)
                #expect(whole.triggers[0].holds(at: now) && !whole.triggers[0].holds(at: tomorrow))
                let made = try #require(try relative.trigger(0, of: whole, at: tomorrow))
                #expect(made.holds(at: tomorrow) && made.pattern != whole.triggers[0].pattern)
                for seconds: Int64 in [-3600, 0, 3600] {
                    #expect(try relative.trigger(0, of: emptied, at: tomorrow.adding(seconds: seconds)) == made)
                }
                #expect(try relative.trigger(0, of: emptied, at: now) == nil)
            }
        }
    }

    @Test("a campaign that cannot be judged hinders nobody, and the fault is kept")
    func fault() async throws {
        try await EngineFixture.run { story in
            let broken = try await story.campaign(
                "Broken",
                rules: """
                    {"triggers":[{"Data Value Changes":{"Attribute":"City","New Value":"a"}}],
                    "filters":[{"Country":{"contains":"a"}}]}
                    """, flow: "{\"flow\":[\(Self.letter("X"))]}")
            try await story.engine.commands.activate(broken)
            _ = try await activeCampaign(story, "A", rules: Self.cityIs("a"), flow: Self.letter("A"))
            let person = try await story.lead()
            // A column that is missing makes the statement fail, whatever the rules say.
            _ = try await story.store.write {
                try $0.rows.execute("ALTER TABLE lead RENAME COLUMN country TO gone", [])
            }
            _ = try await story.store.write { writer in
                try writer.append(
                    [
                        NewActivity(
                            lead: person, type: ActivityType.changeDataValue.id, at: writer.now,
                            primaryID: Int64(LeadField.city.id), primaryValue: "City", attributes: ["New Value": "a"])
                    ])
            }
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .department) == .text("A"))
            let faults = try story.store.read { try $0.triggerFaults(of: broken) }
            #expect(faults.map(\.events) == [1])
            #expect(faults.first?.reason.contains("country") == true)
            #expect(try story.engine.isIdle())
        }
    }

    @Test("a campaign that has become invalid reacts to nothing and hinders nobody")
    func invalid() async throws {
        try await EngineFixture.run { story in
            let list = try await story.staticList("VIP")
            let invalid = try await story.campaign(
                "Invalid",
                rules: """
                    {"triggers":[{"Data Value Changes":{"Attribute":"City","New Value":"a"}}],
                    "filters":[{"Member of List":"VIP"}]}
                    """, flow: "{\"flow\":[\(Self.letter("X"))]}")
            try await story.engine.commands.activate(invalid)
            _ = try await activeCampaign(story, "A", rules: Self.cityIs("a"), flow: Self.letter("A"))
            let person = try await story.lead()
            try await change(story, person, cities: ["a"])
            _ = try await story.store.write { try $0.deleteStaticList(list) }
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .department) == .text("A"))
            #expect(try story.store.read { try $0.triggerFaults(of: invalid) }.isEmpty)
        }
    }
}
