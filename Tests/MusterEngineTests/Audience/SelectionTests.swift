import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience
@testable import MusterEngine

/// A selection is made once; what commits change afterwards is accounted for person by person.
@Suite struct SelectionTests {
    private static let folder = FolderReference.folder(SystemAssets.marketingActivities)
    private static let origin = ChangeOrigin.api

    /// Everything that a rule can look at: values, lists, programs, campaigns, activities, lists in lists.
    private static let rules = """
        {"logic":"(1 or 2 or 3 or 4 or 5 or 6) and 7","filters":[{"Country":"Germany"},
        {"Member of List":{"in":["VIPs"]}},{"Member of Program":{"in":["Fair"]}},
        {"Member of Smart Campaign":["Other"]},{"Visited Web Page":{}},{"Member of Smart List":"Nested"},
        {"Lead Score":{"is empty":null}}]}
        """

    private struct Things: Sendable {
        let list: StaticListID
        let progression: ProgramProgression
        let campaign: SmartCampaignID
        let run: CampaignRunID
        let rules: RuleSet
    }

    private static func things(_ story: EngineFixture) async throws -> Things {
        let list = try await story.staticList("VIPs")
        let campaign = try await story.campaign(
            "Other", rules: #"{"filters":[{"City":"Nowhere"}]}"#, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
        return try await story.store.write { writer in
            let program = try writer.createProgram(name: "Fair", kind: .webinar, channel: "Webinar", folder: folder)
            let nested = try writer.createSmartList(
                name: "Nested", description: nil, folder: .folder(SystemAssets.groupLists))
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(
                    JSONParser.parse(#"{"filters":[{"City":"Ulm"}]}"#), allowsTriggers: false), of: nested.id)
            let run = try writer.createRun(of: campaign, origin: .command, isTrigger: false, scheduledAt: writer.now)
            return Things(
                list: list, progression: try #require(try writer.reader.progression(of: program.id)),
                campaign: campaign, run: run,
                rules: try writer.reader.ruleDocument.read(JSONParser.parse(rules), allowsTriggers: false))
        }
    }

    /// One thing that happens to one person, or to two.
    private static func change(
        _ leads: [LeadID], _ kind: Int, _ things: Things, _ writer: StoreWriter
    ) throws {
        let lead = leads[0]
        switch kind {
        case 0: try writer.updateLead(lead, [.country: .text("Germany")], origin: origin)
        case 1: try writer.updateLead(lead, [.country: .text("France")], origin: origin)
        case 2: _ = try writer.addMembers([lead], to: things.list, listName: "VIPs", origin: origin)
        case 3: _ = try writer.removeMembers([lead], from: things.list, listName: "VIPs", origin: origin)
        case 4:
            let status = try #require(things.progression.channel.statuses.last)
            _ = try writer.setProgramStatus(
                status, of: [lead], in: things.progression, origin: origin, logsRepetition: false)
        case 5: try writer.enter([NewFlowEntry(lead: lead)], run: things.run, campaign: things.campaign)
        case 6: try writer.append([NewActivity(lead: lead, type: ActivityType.visitWebpage.id, at: writer.now)])
        case 7: try writer.updateLead(lead, [.city: .text("Ulm")], origin: origin)
        case 8: try writer.updateLead(lead, [.leadScore: .integer(60)], origin: origin)
        case 9: _ = try writer.deleteLeads([lead], origin: origin)
        case 10: _ = try writer.mergeLeads(Array(leads.dropFirst()), into: lead, origin: origin)
        default: _ = try writer.createLead([.country: .text("Germany")], origin: origin)
        }
    }

    private static func happen(
        _ count: Int, to people: [LeadID], _ things: Things, _ store: Store, using random: inout SeededGenerator
    ) async throws {
        for _ in 0..<count {
            let leads = [random.number(0...19), random.number(0...19), random.number(0...19)].map { people[$0] }
            let kind = random.number(0...11)
            try await store.write {
                // Some changes are for people who are gone.
                guard try $0.reader.existing([leads[0]]) == [leads[0]] else { return }
                try change(leads, kind, things, $0)
            }
        }
    }

    @Test("whatever happens meanwhile, everybody is taken once, and as the commit before the taking has it")
    func everyKindOfChange() async throws {
        let seed = SeededGenerator.seedOfRun("selections")
        let (taken, changes) = (Recorder<Int>(), Recorder<CommitNumber>())
        for world in 0..<30 {
            try await EngineFixture.run { story in
                var random = SeededGenerator(seed: seed &+ UInt64(world))
                let things = try await Self.things(story)
                let people = try await story.leads(20) { _ in [:] }
                let moment = story.store.moment
                try await Self.happen(20, to: people, things, story.store, using: &random)
                var selection = try await story.engine.audience.select(things.rules, and: .always, at: moment)
                while selection.takenThrough < people[19], !selection.isEmpty {
                    try await Self.happen(random.number(0...4), to: people, things, story.store, using: &random)
                    let before = selection
                    let (next, found, expected) = try story.store.read { reader in
                        var next = before
                        let found = try next.next(3, reader)
                        let range = people.filter { $0 > before.takenThrough && $0 <= next.takenThrough }
                        let judge = Audience.judge(reader, at: moment)
                        return (next, found, try judge.leads(range, whoMeet: things.rules))
                    }
                    let selected = try #require(found)
                    // Others stand for somebody who was merged into them.
                    let inRange = selected.filter { people.contains($0) && $0 > before.takenThrough }
                    #expect(Set(inRange) == expected && inRange.count == expected.count)
                    taken.add(selected.count)
                    if before.asOf != next.asOf { changes.add(next.asOf) }
                    selection = next
                }
            }
        }
        #expect(taken.values.reduce(0, +) > 100)
        #expect(changes.values.count > 20)
    }

    @Test("somebody merged into a person who was passed, or came later, is judged in that person")
    func standIns() async throws {
        try await EngineFixture.run { story in
            let people = try await story.leads(4) { [.country: .text($0 == 0 ? "" : "Germany")] }
            let rules = try story.store.read {
                try $0.ruleDocument.read(
                    JSONParser.parse(BatchRunTests.germans), allowsTriggers: false)
            }
            var selection = try await story.engine.audience.select(rules, and: .always, at: story.store.moment)
            #expect(try story.store.read { try selection.next(1, $0) } == [people[1]])
            let late = try await story.lead()
            try await story.store.write { writer in
                _ = try writer.mergeLeads([people[2]], into: people[0], origin: Self.origin)
                _ = try writer.mergeLeads([people[3]], into: late, origin: Self.origin)
            }
            #expect(try story.store.read { try selection.count($0) } == 2)
            #expect(try story.store.read { try selection.next(5, $0) } == [people[0], late])
            #expect(try story.store.read { try selection.next(5, $0) } == [])
            #expect(selection.isEmpty)
        }
    }

    @Test("a selection whose changes are not kept any more says so")
    func pruned() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.country: .text("Germany")])
            let rules = try story.store.read {
                try $0.ruleDocument.read(JSONParser.parse(BatchRunTests.germans), allowsTriggers: false)
            }
            var selection = try await story.engine.audience.select(rules, and: .always, at: story.store.moment)
            _ = try await story.lead()
            try await story.store.write { _ = try $0.rows.execute("DELETE FROM change_log", []) }
            #expect(try story.store.read { try selection.next(5, $0) } == nil)
            #expect(try story.store.read { try selection.count($0) } == nil)
        }
    }
}
