import Logging
import MusterModel
import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

/// Runs keep the order in which they fell due, however often their people have to be looked for.
@Suite(.timeLimit(.minutes(5))) struct StartPlacesTests {
    private struct Nobody: Error {}

    /// Runs of new campaigns that are all due.
    private static func dueRuns(
        _ names: [String], _ story: EngineFixture
    ) async throws -> (open: OpenRuns, due: [CampaignRunID]) {
        for name in names {
            let campaign = try await story.campaign(name, rules: BatchRunTests.germans, flow: BatchRunTests.scoreFlow)
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        }
        let open = try story.store.read { try OpenRuns($0, at: story.clock.now) }
        try #require(open.due.count == names.count)
        return (open, open.due.map(\.id))
    }

    @Test("a run that was found waits for those that fell due before, unless they take long", arguments: [false, true])
    func foundFirst(takesLong: Bool) async throws {
        try await EngineFixture.run { story in
            let (open, due) = try await Self.dueRuns(["First", "Second", "Third"], story)
            var configuration = Engine.Configuration()
            if takesLong { configuration.patience = { _ in } }
            let heard = HeardStarts(configuration, clock: story.clock)
            let starts = heard.starts
            let turns = { open.turns(room: 2, searches: 16, starts, isPausing: { _ in false }) }
            #expect(turns() == Array(due[..<2]))

            let gate = Gate()
            let search: @Sendable () async throws -> PreparedStart = {
                await gate.pass()
                throw Nobody()
            }
            #expect(try starts.prepared(due[0], search) == nil)
            await heard.reached(.searching(takesLong: takesLong), of: due[0])
            #expect(try starts.prepared(due[1]) { throw Nobody() } == nil)
            await heard.reached(.found, of: due[1])
            #expect(turns() == (takesLong ? Array(due[1...]) : []))
            gate.open()
            await heard.reached(.found, of: due[0])
            #expect(turns() == Array(due[..<2]))
        }
    }

    @Test("a run that waited long for room is looked for again when there is some, and keeps its place meanwhile")
    func waitedLong() async throws {
        try await EngineFixture.run { story in
            let (open, due) = try await Self.dueRuns(["First", "Second"], story)
            var configuration = Engine.Configuration()
            configuration.patience = { _ in }
            let heard = HeardStarts(configuration, clock: story.clock)
            let starts = heard.starts
            let turns = { room in open.turns(room: room, searches: 16, starts, isPausing: { _ in false }) }

            #expect(try starts.prepared(due[0], goodFor: 60) { throw Nobody() } == nil)
            await heard.reached(.found, of: due[0])
            story.clock.move(to: story.clock.now.adding(seconds: 60))
            #expect(throws: Nobody.self) { try starts.prepared(due[0], goodFor: 60) { throw Nobody() } }

            #expect(try starts.prepared(due[0], goodFor: 60) { throw Nobody() } == nil)
            await heard.reached(.found, of: due[0])
            story.clock.move(to: story.clock.now.adding(seconds: 61))
            let gate = Gate()
            let again: @Sendable () async throws -> PreparedStart = {
                await gate.pass()
                throw Nobody()
            }
            #expect(turns(1) == [due[0]])
            #expect(try starts.prepared(due[0], goodFor: 60, again) == nil)
            await heard.reached(.searching(takesLong: true, keepsPlace: true), of: due[0])
            #expect(turns(1) == [])
            #expect(turns(2) == [due[1]])
            gate.open()
            await heard.reached(.found, of: due[0])
            #expect(turns(1) == [due[0]])
            #expect(throws: Nobody.self) { try starts.prepared(due[0], goodFor: 60, again) }
        }
    }

    @Test("a run that waited long keeps its place when it is caught up with, and when its search fails")
    func foundAgain() async throws {
        try await EngineFixture.run { story in
            let (_, campaign) = try await story.scheduleStart(for: ["Germany"])
            let run = try story.newestRun(of: campaign).run.id
            let heard = HeardStarts(Engine.Configuration(), clock: story.clock)
            let starts = heard.starts
            let kept = RunStarts.Stage.searching(takesLong: false, keepsPlace: true)
            try await heard.waitLong(run, story.clock) { throw Nobody() }

            let (first, second) = (Gate(), Gate())
            starts.goOn(run) {
                await first.pass()
                throw Nobody()
            }
            #expect(starts.stage(of: run) == kept)
            first.open()
            await heard.reached(.found, of: run)
            let again: @Sendable () async throws -> PreparedStart = {
                await second.pass()
                throw Nobody()
            }
            #expect(throws: Nobody.self) { try starts.prepared(run, goodFor: 60, again) }
            #expect(try starts.prepared(run, goodFor: 60, again) == nil)
            #expect(starts.stage(of: run) == kept)
            starts.forget(run)
            #expect(try starts.prepared(run, goodFor: 60, again) == nil)
            #expect(starts.stage(of: run) == .searching(takesLong: false), "one that is forgotten has no place")
            second.open()
        }
    }

    @Test("a run whose turn it was keeps its place while it is caught up with")
    func goesOn() async throws {
        try await EngineFixture.run { story in
            let (open, due) = try await Self.dueRuns(["First", "Second"], story)
            var configuration = Engine.Configuration()
            configuration.patience = { _ in }
            let heard = HeardStarts(configuration, clock: story.clock)
            #expect(try heard.starts.prepared(due[0]) { throw Nobody() } == nil)
            await heard.reached(.found, of: due[0])
            let gate = Gate()
            heard.starts.goOn(due[0]) {
                await gate.pass()
                throw Nobody()
            }
            await heard.reached(.searching(takesLong: true, keepsPlace: true), of: due[0])
            #expect(open.turns(room: 1, searches: 16, heard.starts, isPausing: { _ in false }) == [])
            gate.open()
        }
    }

    @Test("whoever waits for a search that is ended looks anew")
    func endedSearch() async throws {
        try await EngineFixture.run { story in
            let (_, due) = try await Self.dueRuns(["First"], story)
            let heard = HeardStarts(Engine.Configuration(), clock: story.clock)
            let gate = Gate()
            #expect(
                try heard.starts.prepared(due[0]) {
                    await gate.pass()
                    throw Nobody()
                } == nil)
            let answers = heard.starts.answers
            heard.starts.forgetAll()
            #expect(try await heard.starts.settle(since: answers))
            gate.open()
        }
    }

    @Test("where the clock is simulated, the search of a run that was cancelled holds up nobody")
    func cancelled() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.country: .text("Germany")])
            let (_, due) = try await Self.dueRuns(["First", "Second"], story)
            let campaigns = try due.map { run in try #require(try story.store.read { try $0.run(run) }).run.campaignID }
            let gate = Gate()
            var configuration = Engine.Configuration()
            configuration.startFault = { [first = campaigns[0]] in if $0 == first { await gate.pass() } }
            let heard = HeardStarts(configuration, clock: story.clock)
            let rounds = heard.rounds(story)
            let round = { _ = try await rounds.round { _ in false } }
            let second = { try story.newestRun(of: campaigns[1]).run.state }
            for _ in 0..<3 { try await round() }
            await heard.reached(.found, of: due[1])
            try await round()
            #expect(try second() == .scheduled)
            try await story.store.write { try $0.endRun(due[0], state: .cancelled) }
            try await round()
            #expect(try second() == .running)
            gate.open()
        }
    }

    @Test("a run that waited long keeps its place when commits were faster, and it has to be looked for anew")
    func outdated() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.scheduleStart(for: Array(repeating: "Germany", count: 4))
            let record = try story.newestRun(of: campaign)
            let gate = Gate()
            let searches = Mutex(0)
            var configuration = Engine.Configuration()
            configuration.startFault = { _ in
                let number = searches.withLock { searches in
                    searches += 1
                    return searches
                }
                if number == 3 { await gate.pass() }
            }
            let heard = HeardStarts(configuration, clock: story.clock)
            let starting = RunStarting(tools: heard.tools(story))
            for _ in 0..<2 {
                #expect(try await starting.begin(record).isEvaluating)
                await heard.reached(.found, of: record.run.id)
                if searches.withLock({ $0 == 1 }) { story.clock.move(to: story.clock.now.adding(seconds: 61)) }
            }
            try await story.change(people[3], .country, to: .text("France"))
            try await story.store.write { _ = try $0.rows.execute("DELETE FROM change_log", []) }
            _ = try await starting.begin(record)
            try #require(heard.starts.stage(of: record.run.id) == .searching(takesLong: false, keepsPlace: true))
            gate.open()
            await heard.reached(.found, of: record.run.id)
            guard case .begun(let qualified) = try await starting.begin(record) else {
                Issue.record("it does not begin")
                return
            }
            #expect(qualified == 3)
        }
    }

    @Test("nobody overtakes a run that has to be caught up with when its turn comes")
    func behind() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, first) = try await story.scheduleStart(for: Array(repeating: "Germany", count: 7))
            let second = try await story.campaign("Second", rules: BatchRunTests.germans, flow: BatchStartTests.flow)
            try await story.engine.commands.schedule(second, origin: .command, floorSeconds: 0)
            var configuration = Engine.Configuration()
            configuration.startChunk = 3
            let heard = HeardStarts(configuration, clock: story.clock)
            heard.starts.keep(try await story.evaluateStart(of: first))
            for person in people { try await story.change(person, .city, to: .text("Ulm")) }
            heard.starts.keep(try await story.evaluateStart(of: second))
            let states = { try [first, second].map { try story.newestRun(of: $0).run.state } }

            let rounds = heard.rounds(story)
            _ = try await rounds.round { _ in false }
            #expect(try states() == [.scheduled, .scheduled])
            await heard.reached(.found, of: try story.newestRun(of: first).run.id)
            _ = try await rounds.round { _ in false }
            #expect(try states() == [.running, .running])
        }
    }
}
