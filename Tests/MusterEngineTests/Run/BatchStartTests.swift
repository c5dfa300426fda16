import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience
@testable import MusterEngine

/// People enter a large run in several transactions, between which the world goes on.
@Suite(.timeLimit(.minutes(10))) struct BatchStartTests {
    static let flow = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    @Test("a start that is larger than a chunk enters nobody else's transaction and no more than a chunk each")
    func chunks() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let entered = Recorder<Int>()
            story.store.changes.listen { changes in
                let count = changes.campaignEntries.values.reduce(0) { $0 + $1.count }
                if count > 0 { entered.add(count) }
            }
            let (people, campaign) = try await story.beginStart()
            #expect(try story.newestRun(of: campaign).run.state == .running)
            #expect(try !story.engine.isIdle())
            // What a client writes now is committed before the start is over.
            try await story.change(people[3], .city, to: .text("Lyon"))
            #expect(try story.start(of: campaign) != nil)
            #expect(try story.value(people[0], .leadScore) == .null)
            try await story.engine.runUntilIdle()
            #expect(entered.values == [3, 3, 3, 3, 3])
            #expect(try story.scored(people) == (0..<20).filter { $0 % 4 != 3 })
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .finished)
            #expect(run.counters == RunCounters(qualified: 15, completed: 15))
            #expect(try story.engine.isIdle())
        }
    }

    @Test("a start of at most a chunk is one transaction")
    func smallStart() async throws {
        try await EngineFixture.run(chunk: 9) { story in
            let entered = Recorder<Int>()
            story.store.changes.listen { changes in
                let count = changes.campaignEntries.values.reduce(0) { $0 + $1.count }
                if count > 0 { entered.add(count) }
            }
            let people = try await story.leads(9) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign("Score", rules: BatchRunTests.germans, flow: Self.flow)
            try await story.runNow(campaign)
            #expect(entered.values == [9])
            #expect(try story.scored(people).count == 9)
        }
    }

    @Test("people are judged as they are when their turn to enter comes")
    func changedValues() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            #expect(try story.start(of: campaign)?.enteredThrough == people[6])
            try await story.change(people[0], .country, to: .text("France"))
            try await story.change(people[3], .country, to: .text("Germany"))
            try await story.change(people[8], .country, to: .text("France"))
            try await story.change(people[11], .country, to: .text("Germany"))
            _ = try await story.store.write { try $0.deleteLeads([people[13]], origin: .api) }
            let late = try await story.lead([.country: .text("Germany")])
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people + [late]) == [0, 1, 2, 4, 5, 6, 9, 10, 11, 12, 14, 16, 17, 18])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 14, completed: 14))
        }
    }

    @Test("members of a list, and of another campaign, are those of the moment in which they enter")
    func changedMemberships() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let list = try await story.staticList("VIPs")
            let other = try await story.campaign(
                "Other", rules: #"{"filters":[{"City":"Ulm"}]}"#, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            let (people, campaign) = try await story.beginStart(
                rules: """
                    {"logic":"(1 or 2) and 3","filters":[{"Country":"Germany"},{"Member of List":{"in":["VIPs"]}},
                    {"Member of Smart Campaign":{"not in":["Other"]}}]}
                    """)
            try await story.store.write {
                _ = try $0.addMembers([people[11], people[15]], to: list, listName: "VIPs", origin: .api)
            }
            try await story.change(people[9], .city, to: .text("Ulm"))
            try await story.engine.commands.schedule(other, origin: .command, floorSeconds: 0)
            // It starts beside: two runs may be in progress.
            let run = try #require(try story.store.read { try $0.runs(of: other).first })
            let moment = story.store.moment
            try await story.store.write { writer in
                let campaign = try #require(try writer.reader.smartCampaign(other))
                try writer.startRun(
                    run.run.id, front: RunFront(version: campaign.flowVersion, position: 0), at: moment.instant)
                try writer.enter([NewFlowEntry(lead: people[9])], run: run.run.id, campaign: other)
            }
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people) == [0, 1, 2, 4, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18])
            #expect(try story.newestRun(of: campaign).counters.qualified == 16)
        }
    }

    @Test("whoever is merged during a start takes the flow once, if he was in it or was still to be judged and fits")
    func merged() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("merged during a start"))
        for _ in 0..<40 {
            let rule: QualificationRule = random.chance(50) ? .any : .once
            let order = Array((0..<12).shuffled(using: &random).prefix(random.number(2...4)))
            let countries = (0..<12).map { $0 % 4 == 3 ? random.chance(50) ? "" : "France" : "Germany" }
            try await EngineFixture.run(chunk: 3) { story in
                let (people, campaign) = try await story.scheduleStart(for: countries) { $0.qualification = rule }
                try await story.beginStart(of: campaign)
                let reached = try #require(try story.start(of: campaign)).enteredThrough
                let group = order.map { people[$0] }
                let country = order.map { countries[$0] }.first { !$0.isEmpty }
                let isIn = order.contains { people[$0] <= reached && countries[$0] == "Germany" }
                let isAhead = group.contains { $0 > reached }
                try await story.store.write {
                    _ = try $0.mergeLeads(Array(group.dropFirst()), into: group[0], origin: .merge)
                }
                try await story.engine.runUntilIdle()
                let takes = isIn || isAhead && country == "Germany"
                let place = order[0]
                #expect(
                    try story.scored([people[place]]) == (takes ? [0] : []), "\(order) \(countries) \(reached)")
                let others = (0..<12).filter { !order.contains($0) }
                #expect(
                    try story.scored(others.map { people[$0] })
                        == others.indices.filter { countries[others[$0]] == "Germany" })
                #expect(try story.newestRun(of: campaign).run.state == .finished)
            }
        }
    }

    @Test("edits of the campaign while people enter count for its next run, but its flow is the new one")
    func edited() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart { $0.maxMembers = 15 }
            try await story.edit(campaign, rules: #"{"filters":[{"Country":"France"}]}"#)
            try await story.edit(
                campaign, flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+10"}}]}"#)
            _ = try await story.store.write { writer in
                var edited = try #require(try writer.reader.smartCampaign(campaign))
                edited.maxMembers = 1
                edited.qualification = .any
                return try writer.updateSmartCampaign(edited)
            }
            try await story.engine.runUntilIdle()
            let scores = try people.map { try story.value($0, .leadScore) }
            #expect(scores == people.indices.map { $0 % 4 == 3 ? .null : .integer(10) })
        }
    }

    @Test("a campaign that is deleted while people enter ends its run, with the reason")
    func deletedCampaign() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            let run = try story.newestRun(of: campaign).run.id
            try await story.store.write { writer in
                try writer.deleteSmartCampaign(try #require(try writer.reader.smartCampaign(campaign)))
            }
            try await story.engine.runUntilIdle()
            let record = try #require(try story.store.read { try $0.run(run) })
            #expect(record.run.state == .aborted)
            #expect(record.run.failure == "the campaign was deleted while people entered")
            #expect(try story.store.read { try $0.occupancy(ofRunsOf: campaign)[run]?.inFlow } == nil)
            #expect(try story.scored(people).isEmpty)
            #expect(try story.engine.isIdle())
        }
    }

    @Test("a run whose first people are all gone goes on with the others")
    func nobodyInFlow() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            _ = try await story.store.write { try $0.deleteLeads(Array(people.prefix(7)), origin: .api) }
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people) == [8, 9, 10, 12, 13, 14, 16, 17, 18])
            #expect(try story.newestRun(of: campaign).run.state == .finished)
        }
    }

    @Test("the limit of members counts those who came to qualify after the evaluation")
    func memberLimit() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let countries = ["Germany", "Germany", "Germany", "France"]
            let (people, campaign) = try await story.scheduleStart(for: countries) { $0.maxMembers = 3 }
            let prepared = try await story.evaluateStart(of: campaign)
            try await story.change(people[3], .country, to: .text("Germany"))
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .failed(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason == "4 people qualify, which is more than the limit of 3")
            #expect(try story.newestRun(of: campaign).run.failure == reason)
        }
    }

    @Test("when commits are faster than the evaluation, it is repeated and they wait for it")
    func outdated() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.scheduleStart(for: Array(repeating: "Germany", count: 4))
            let prepared = try await story.evaluateStart(of: campaign)
            try await story.change(people[3], .country, to: .text("France"))
            try await story.store.write { _ = try $0.rows.execute("DELETE FROM change_log", []) }
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .outdated = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(try story.newestRun(of: campaign).run.state == .scheduled)
            let kept = try #require(try story.start(of: campaign)).judgedAt
            try await story.forgetOldChanges()
            #expect(try story.store.read { try $0.changes(after: kept, limit: 1) } != nil)
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people) == [0, 1, 2])
            try await story.forgetOldChanges()
            #expect(try story.store.read { try $0.changes(after: kept, limit: 1) } == nil)
        }
    }

    /// The clock moves a day before the process comes up again, and the list and its people are edited.
    @Test("after the process has died a start goes on from where it was, as of its own moment")
    func killed() async throws {
        let clock = SimulatedClock(now: EngineFixture.start)
        try await withTemporaryDatabase { database in
            var story = try await EngineFixture.open(database, clock: clock, chunk: 3)
            let (people, campaign) = try await story.beginStart(
                rules: #"{"filters":[{"Country":"Germany"},{"Created At":{"in time frame":"today"}}]}"#)
            let begun = try #require(try story.start(of: campaign))
            #expect(begun.enteredThrough == people[6])
            clock.move(to: EngineFixture.start.adding(seconds: 86_400))
            story = try await story.reopened(database, chunk: 3)
            try await story.edit(campaign, rules: #"{"filters":[{"Country":"France"}]}"#)
            try await story.change(people[9], .country, to: .text("France"))
            let late = try await story.lead([.country: .text("Germany")])
            try await story.store.write { _ = try $0.mergeLeads([people[13]], into: people[3], origin: .merge) }
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people + [late]) == [0, 1, 2, 4, 5, 6, 8, 10, 12, 14, 16, 17, 18])
            let run = try story.newestRun(of: campaign)
            #expect(run.run.startedAt == EngineFixture.start)
            #expect(run.run.state == .finished)
            #expect(run.counters == RunCounters(qualified: 13, completed: 13))
            try await story.store.database.close()
        }
    }

    /// Users have all the turns there are, so that the evaluation has to wait for one.
    @Test("while a list is evaluated, triggers and writes go on")
    func evaluationHoldsUpNobody() async throws {
        try await EngineFixture.run(chunk: 3, inRealTime: true) { story in
            let person = try await story.lead([.country: .text("Germany")])
            let canary = try await story.campaign(
                "Canary", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#,
                flow: #"{"flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"Alive"}}]}"#)
            try await story.engine.commands.activate(canary)
            let campaign = try await story.campaign("Score", rules: BatchRunTests.germans, flow: Self.flow)
            let turns = story.engine.audience.questions.turns
            let users = (0..<story.store.database.questionsAtOnce).map { "user \($0)" }
            for user in users { try await turns.take(user) }
            try await story.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            let work = Task { await story.engine.run() }
            try await story.change(person, .city, to: .text("Ulm"))
            try await story.until { try story.value(person, .leadStatus) == .text("Alive") }
            #expect(try story.newestRun(of: campaign).run.state == .scheduled)
            for user in users { turns.giveBack(user) }
            try await story.until { try story.newestRun(of: campaign).run.state == .finished }
            #expect(try story.value(person, .leadScore) == .integer(1))
            work.cancel()
            await work.value
        }
    }

    @Test("people enter at the moment of the run, so that an interval counts from there")
    func momentOfEntry() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            story.clock.move(to: EngineFixture.start.adding(seconds: 60))
            try await story.engine.runUntilIdle()
            let entries = try story.store.read { try $0.lastEntries(of: campaign, among: people) }
            #expect(entries.count == 15)
            #expect(Set(entries.values) == [EngineFixture.start])
        }
    }
}

extension EngineFixture {
    /// As many commits as make the log forget those from before, if nobody needs them.
    fileprivate func forgetOldChanges() async throws {
        try await store.write { _ = try $0.rows.execute("UPDATE commit_position SET last = last + 20000", []) }
        for _ in 0..<256 { _ = try await lead() }
    }
}
