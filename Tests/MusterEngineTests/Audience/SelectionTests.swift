import Foundation
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
        let (taken, changes, overtaken) = (Recorder<Int>(), Recorder<CommitNumber>(), Recorder<Int>())
        for world in 0..<30 {
            try await EngineFixture.run { story in
                var random = SeededGenerator(seed: seed &+ UInt64(world))
                let things = try await Self.things(story)
                let people = try await story.leads(20) { _ in [:] }
                let moment = story.store.moment
                try await Self.happen(20, to: people, things, story.store, using: &random)
                var selection = try await story.engine.audience.select(things.rules, and: .always, at: moment)
                while selection.takenThrough < people[19], !selection.isEmpty {
                    let isBurst = random.chance(15)
                    let happening = isBurst ? 30 : random.number(0...4)
                    try await Self.happen(happening, to: people, things, story.store, using: &random)
                    let before = selection
                    let few = isBurst || random.chance(50) ? 1 : Selection.few
                    let (next, found, expected) = try story.store.read { reader in
                        var next = before
                        let found = try next.next(3, reader, within: few)
                        let range = people.filter { $0 > before.takenThrough && $0 <= next.takenThrough }
                        let judge = Audience.judge(reader, at: moment)
                        return (next, found, try judge.leads(range, whoMeet: things.rules))
                    }
                    guard let selected = found.value else {
                        selection = try await story.engine.audience.catchUp(before)
                        overtaken.add(few)
                        continue
                    }
                    // Others stand for somebody who was merged into them.
                    let inRange = selected.filter { people.contains($0) && $0 > before.takenThrough }
                    #expect(Set(inRange) == expected && inRange.count == expected.count)
                    taken.add(selected.count)
                    if before.asOf != next.asOf { changes.add(next.asOf) }
                    selection = next
                }
            }
        }
        #expect(!overtaken.values.isEmpty && overtaken.values.allSatisfy { $0 == 1 })
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
            #expect(try story.store.read { try selection.next(1, $0) }.value == [people[1]])
            let late = try await story.lead()
            try await story.store.write { writer in
                _ = try writer.mergeLeads([people[2]], into: people[0], origin: Self.origin)
                _ = try writer.mergeLeads([people[3]], into: late, origin: Self.origin)
            }
            #expect(try story.store.read { try selection.count($0) }.value == 2)
            // One at a time; meanwhile a process that begins again is told of both.
            let asOf = selection.asOf
            #expect(try story.store.read { try selection.next(1, $0) }.value == [people[0]])
            #expect(selection.asOf == asOf && selection.takenThrough == people[1])
            #expect(try story.store.read { try selection.next(1, $0) }.value == [late])
            #expect(selection.asOf > asOf)
            #expect(try story.store.read { try selection.next(5, $0) }.value == [])
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
            #expect(try story.store.read { try selection.next(5, $0) }.isLost)
            #expect(try story.store.read { try selection.count($0) }.isLost)
        }
    }

    private static func germans(_ story: EngineFixture) throws -> RuleSet {
        try story.store.read {
            try $0.ruleDocument.read(JSONParser.parse(BatchRunTests.germans), allowsTriggers: false)
        }
    }

    @Test("what many commits have touched is looked at beside whoever takes people, and no commits outrun that")
    func behind() async throws {
        try await EngineFixture.run { story in
            let people = try await story.leads(30) { _ in [.country: .text("Germany")] }
            let audience = story.engine.audience
            var selection = try await audience.select(try Self.germans(story), and: .always, at: story.store.moment)
            // As many as may be judged are judged by who takes them.
            try await story.change(people[0], .country, to: .text("France"))
            #expect(try story.store.read { try selection.next(2, $0, within: 2) }.value == [people[1]])

            var tries = 0
            while true {
                for person in people.dropFirst(2).reversed() {
                    try await story.change(person, .country, to: .text(tries % 2 == 0 ? "France" : "Germany"))
                }
                let before = selection
                let (next, found) = try story.store.read { reader in
                    var next = before
                    let found = try next.next(2, reader, within: 2)
                    return (next, found)
                }
                if let taken = found.value {
                    #expect(taken == (tries % 2 == 0 ? [] : [people[2], people[3]]))
                    selection = next
                    break
                }
                #expect(!found.isLost)
                selection = try await audience.catchUp(selection)
                tries += 1
            }
            #expect((1...4).contains(tries))
            #expect(selection.takenThrough == people[3])
        }
    }

    @Test("a reading that takes too long is divided until none does, and commits between them are accounted for")
    func divided() async throws {
        try await EngineFixture.run { story in
            let people = try await story.leads(40) { [.country: .text($0 % 4 == 3 ? "France" : "Germany")] }
            var audience = story.engine.audience
            audience.fewest = 4
            let read = Recorder<ClosedRange<LeadID>>()
            let (third, signal) = AsyncStream.makeStream(of: Void.self)
            let goOn = DispatchSemaphore(value: 0)
            audience.reading = { range in
                guard range.upperBound.rawValue - range.lowerBound.rawValue < 6 else {
                    throw StoreError(.timedOut, "a reading took too long")
                }
                read.add(range)
                guard read.values.count == 3 else { return }
                signal.yield()
                goOn.wait()
            }
            let (rules, moment) = (try Self.germans(story), story.store.moment)
            let selecting = Task { [audience] in try await audience.select(rules, and: .always, at: moment) }
            for await _ in third { break }
            // Of those who have been read, are being read and have yet to be.
            for (index, country) in [(0, "France"), (3, "Germany"), (12, "France"), (30, "France"), (31, "Germany")] {
                try await story.change(people[index], .country, to: .text(country))
            }
            goOn.signal()
            var selection = try await selecting.value
            let found = try story.store.read { try selection.next(99, $0) }.value
            let expected = Set((0..<40).filter { $0 % 4 != 3 }).subtracting([0, 12, 30]).union([3, 31])
            #expect(found == expected.sorted().map { people[$0] })
            // Halves of halves, one after the other.
            let ranges = read.values
            #expect(ranges.first?.lowerBound == people[0] && ranges.last?.upperBound == people[39])
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $1.lowerBound.rawValue == $0.upperBound.rawValue + 1 })
            #expect(ranges.count == 8)
        }
    }

    @Test("judging again that takes too long is divided until it does not")
    func dividedJudging() async throws {
        try await EngineFixture.run { story in
            let people = try await story.leads(40) { _ in [.country: .text("Germany")] }
            var audience = story.engine.audience
            audience.fewest = 4
            let judged = Recorder<[LeadID]>()
            audience.judging = { leads in
                guard leads.count <= 6 else { throw StoreError(.timedOut, "a reading took too long") }
                judged.add(leads)
            }
            let begun = try await audience.select(try Self.germans(story), and: .always, at: story.store.moment)
            for index in 0..<20 {
                try await story.change(people[index], .country, to: .text(index % 2 == 0 ? "France" : "germany"))
            }
            var selection = try await audience.catchUp(begun)
            #expect(judged.values.map(\.count) == [5, 5, 5, 5])
            #expect(judged.values.flatMap(\.self) == Array(people[..<20]))
            let found = try story.store.read { try selection.next(99, $0) }.value
            #expect(found == people.indices.filter { $0 >= 20 || $0 % 2 == 1 }.map { people[$0] })

            // For a few people as well.
            audience.judging = { leads in
                judged.add(leads)
                throw StoreError(.timedOut, "a reading took too long")
            }
            let asked = audience
            let error = await #expect(throws: StoreError.self) { _ = try await asked.catchUp(begun) }
            #expect(error?.code == .timedOut)
            #expect(judged.values.map(\.count) == [5, 5, 5, 5, 20, 10, 5, 2])
        }
    }

    @Test("how much of the commits is read at once is bounded, however much each of them touched")
    func boundedReading() async throws {
        try await EngineFixture.run { story in
            let begin = story.store.position.commit
            var people: [LeadID] = []
            for _ in 0..<25 { people += try await story.leads(10) { _ in [.country: .text("Germany")] } }
            let end = story.store.position.commit
            var (read, at, calls) = ([LeadID](), begin, 0)
            while at < end {
                let touched = try #require(try story.store.read { try $0.leadsTouched(after: at, limit: 50) })
                #expect(touched.asOf > at)
                // What a single commit touched is not divided.
                #expect(touched.leads.count < 50 + 10)
                (read, at, calls) = (read + touched.leads.sorted(), touched.asOf, calls + 1)
            }
            #expect(read == people)
            #expect(calls > 4)
        }
    }

    @Test("what takes too long for a few people as well is told")
    func tooLongForAFew() async throws {
        try await EngineFixture.run { story in
            _ = try await story.leads(40) { _ in [.country: .text("Germany")] }
            var audience = story.engine.audience
            audience.fewest = 4
            let tries = Recorder<Int64>()
            audience.reading = { range in
                tries.add(range.upperBound.rawValue - range.lowerBound.rawValue + 1)
                throw StoreError(.timedOut, "a reading took too long")
            }
            let (asked, rules, moment) = (audience, try Self.germans(story), story.store.moment)
            let error = await #expect(throws: StoreError.self) {
                _ = try await asked.select(rules, and: .always, at: moment)
            }
            #expect(error?.code == .timedOut)
            #expect(tries.values == [40, 20, 10, 5, 2])
        }
    }
}

extension Selection.Answer {
    fileprivate var value: Value? { if case .known(let value) = self { value } else { nil } }
    fileprivate var isLost: Bool { if case .lost = self { true } else { false } }
}
