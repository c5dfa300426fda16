import MusterEngine
import MusterFlows
import MusterModel
import MusterStore
import Testing

@Suite struct BatchRunTests {
    static let germans = #"{"filters":[{"Country":"Germany"}]}"#
    static let scoreFlow = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    @Test("everyone who qualifies passes every step once, step by step", arguments: [false, true])
    func everyStepOnce(isCalm: Bool) async throws {
        try await EngineFixture.run(chunk: 3, isCalm: isCalm, inRealTime: isCalm) { story in
            let list = try await story.staticList("Prospects")
            let people = try await story.leads(10) {
                [.country: .text($0 < 7 ? "Germany" : "France"), .leadScore: .integer(Int64($0))]
            }
            let campaign = try await story.campaign(
                "Welcome", rules: Self.germans,
                flow: """
                    {"flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"Engaged"}},
                    {"Add to List":"Prospects"},{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}
                    """)
            let before = try story.log().count
            try await story.runNow(campaign)

            #expect(try story.members(of: list) == Array(people.prefix(7)))
            for (index, person) in people.enumerated() {
                let entered = index < 7
                #expect(try story.value(person, .leadStatus) == (entered ? .text("Engaged") : .null))
                #expect(try story.value(person, .leadScore) == .integer(Int64(index) + (entered ? 5 : 0)))
            }
            let expected =
                Array(repeating: "Change Data Value Lead Status", count: 7)
                + Array(repeating: "Add to List Prospects", count: 7)
                + Array(repeating: "Change Score Lead Score", count: 7)
            #expect(Array(try story.log().dropFirst(before)) == expected)
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .finished)
            #expect(run.counters == RunCounters(qualified: 7, completed: 7))
        }
    }

    /// - Returns: how many commits it takes to take 20 people in chunks of three through two steps.
    private func commits(
        isCalm: Bool, inRealTime: Bool = true, heardBy rules: String? = nil, isForgetting: Bool = false
    ) async throws -> Int64 {
        try await EngineFixture.run(chunk: 3, isCalm: isCalm, inRealTime: inRealTime) { story in
            if isForgetting { try await story.deleteLargeList() }
            _ = try await story.leads(20) { _ in [.country: .text("Germany")] }
            if let rules {
                let listener = try await story.campaign("Listener", rules: rules, flow: Self.scoreFlow)
                try await story.engine.commands.activate(listener)
            }
            let campaign = try await story.campaign(
                "Move", rules: Self.germans,
                flow: """
                    {"flow":[{"Change Data Value":{"Attribute":"City","New Value":"Bonn"}},
                    {"Change Data Value":{"Attribute":"City","New Value":"Berlin"}}]}
                    """)
            let before = story.store.position.commit
            try await story.runNow(campaign)
            return story.store.position.commit.rawValue - before.rawValue
        }
    }

    @Test func chunksShareATransactionWhereNobodyAndNothingElseWantsTheWriter() async throws {
        let cities = #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#
        let alone = try await commits(isCalm: false)
        #expect(try await commits(isCalm: true) < alone - 10)
        let heard = try await commits(isCalm: false, heardBy: cities)
        #expect(heard > alone)
        #expect(try await commits(isCalm: true, heardBy: cities) == heard, "a trigger has its turn after each chunk")
    }

    @Test("each chunk is a transaction on a simulated clock, so that commits do not depend on the machine")
    func onASimulatedClock() async throws {
        let alone = try await commits(isCalm: false)
        #expect(try await commits(isCalm: true, inRealTime: false) == alone)
    }

    @Test("each chunk is a transaction while members of a deleted list are forgotten")
    func besideForgetting() async throws {
        let alone = try await commits(isCalm: false, isForgetting: true)
        #expect(try await commits(isCalm: true, isForgetting: true) == alone)
    }

    struct Entry: Sendable {
        let rule: QualificationRule
        let hoursBetween: Int
        let enters: Bool
    }

    @Test(
        "the qualification rule decides whether a person enters again",
        arguments: [
            Entry(rule: .once, hoursBetween: 10_000, enters: false),
            Entry(rule: .any, hoursBetween: 0, enters: true),
            Entry(rule: .interval(2, .day), hoursBetween: 47, enters: false),
            Entry(rule: .interval(2, .day), hoursBetween: 48, enters: true),
            Entry(rule: .interval(1, .month), hoursBetween: 719, enters: false),
            Entry(rule: .interval(1, .month), hoursBetween: 720, enters: true),
        ])
    func entersAgain(_ entry: Entry) async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Score", rules: Self.germans,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
            ) { $0.qualification = entry.rule }
            try await story.runNow(campaign)
            try await story.time.advance(by: RelativePeriod(entry.hoursBetween, .hour))
            try await story.runNow(campaign)
            #expect(try story.value(person, .leadScore) == .integer(entry.enters ? 2 : 1))
        }
    }

    @Test("a run with more qualified people than the limit does not start")
    func memberLimit() async throws {
        try await EngineFixture.run { story in
            let people = try await story.leads(4) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Limited", rules: Self.germans,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
            ) { $0.maxMembers = 3 }
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .failed)
            #expect(run.run.failure == "4 people qualify, which is more than the limit of 3")
            for person in people { #expect(try story.value(person, .leadScore) == .null) }
        }
    }

    @Test("the first choice that holds is taken, and the default may do nothing")
    func choices() async throws {
        try await EngineFixture.run { story in
            let countries = ["Germany", "France", "Japan", "GERMANY"]
            let people = try await story.leads(4) { [.country: .text(countries[$0]), .email: .text("a@example.com")] }
            let campaign = try await story.campaign(
                "Choose", rules: #"{"filters":[{"Email Address":{"contains":"@"}}]}"#,
                flow: """
                    {"flow":[{"Change Score":{"choices":[
                      {"if":{"Country":"Germany"},"Score Name":"Lead Score","Change":"+10"},
                      {"if":{"Country":["France","Germany"]},"Score Name":"Lead Score","Change":"+20"}],
                      "default":"do nothing"}}]}
                    """)
            try await story.runNow(campaign)
            let scores = try people.map { try story.value($0, .leadScore) }
            #expect(scores == [.integer(10), .integer(20), .null, .integer(10)])
        }
    }

    @Test("people wait, each for themselves, and go on where the flow then goes")
    func wait() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Nurture", rules: Self.germans,
                flow: """
                    {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"3 days"},
                    {"Change Score":{"Score Name":"Lead Score","Change":"+10"}}]}
                    """)
            try await story.runNow(campaign)
            #expect(try story.value(person, .leadScore) == .integer(1))
            #expect(try story.newestRun(of: campaign).run.state == .running)
            try await story.time.advance(by: RelativePeriod(71, .hour))
            #expect(try story.value(person, .leadScore) == .integer(1))
            try await story.time.advance(by: RelativePeriod(1, .hour))
            #expect(try story.value(person, .leadScore) == .integer(11))
            #expect(try story.newestRun(of: campaign).run.state == .finished)
        }
    }

    /// A campaign that scores Germans after three days.
    private static func nurture(_ story: EngineFixture) async throws -> SmartCampaignID {
        try await story.campaign(
            "Nurture", rules: germans,
            flow: #"{"flow":[{"Wait":"3 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+10"}}]}"#)
    }

    @Test("editing a flow loses nobody who waits in it")
    func editWhileWaiting() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await Self.nurture(story)
            try await story.runNow(campaign)
            _ = try await story.store.write { writer in
                var flow = try #require(try writer.reader.smartCampaign(campaign)).flow
                let added = try writer.reader.flowDocument.read(
                    try JSONParser.parse(#"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+100"}}]}"#))
                flow.steps = added.steps + flow.steps.dropFirst()
                return try writer.setFlow(flow, of: campaign)
            }
            try await story.time.advance(by: RelativePeriod(3, .day))
            // The wait is gone and a step stands in its place: the person goes on behind it.
            #expect(try story.value(person, .leadScore) == .integer(10))
        }
    }

    @Test("a deleted person leaves every flow")
    func deletedPerson() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await Self.nurture(story)
            try await story.runNow(campaign)
            _ = try await story.store.write { try $0.deleteLeads([person], origin: .api) }
            try await story.time.advance(by: RelativePeriod(4, .day))
            #expect(try story.newestRun(of: campaign).run.state == .finished)
            #expect(try story.log(of: person).last?.hasPrefix("Delete Lead") == true)
        }
    }

    @Test("Remove from Flow of another campaign ends the wait there")
    func removeFromFlow() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let nurture = try await Self.nurture(story)
            let stop = try await story.campaign(
                "Stop", rules: Self.germans, flow: #"{"flow":[{"Remove from Flow":"Nurture"}]}"#)
            try await story.runNow(nurture)
            try await story.runNow(stop)
            try await story.time.advance(by: RelativePeriod(4, .day))
            #expect(try story.value(person, .leadScore) == .null)
            #expect(try story.newestRun(of: nurture).run.state == .finished)
            #expect(try story.newestRun(of: nurture).counters == RunCounters(qualified: 1, removed: 1))
        }
    }

    @Test("a list that has become invalid fails the run and does nothing")
    func invalidList() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign(
                "Broken", rules: Self.germans,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await story.engine.commands.schedule(campaign)
            try await story.edit(campaign, rules: #"{"filters":[]}"#)
            try await story.time.advance(by: RelativePeriod(10, .minute))
            #expect(try story.newestRun(of: campaign).run.failure == "the smart list has no filters")
        }
    }

    @Test(
        "a run that catches up missed occurrences is that of the latest, also when it cannot start",
        arguments: [false, true])
    func missedOccurrences(isBroken: Bool) async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let flow = isBroken ? #"{"flow":[]}"# : Self.scoreFlow
            let daily = Recurrence(startAt: EngineFixture.start.adding(seconds: 3600), interval: .daily)
            let campaign = try await story.campaign("Daily", rules: Self.germans, flow: flow) {
                $0.qualification = .any
                $0.recurrence = daily
            }
            try await story.store.write { try RecurringRuns(writer: $0).replan(daily, of: campaign) }
            // As after three days and two hours without a server.
            story.clock.move(to: EngineFixture.start.adding(seconds: 3 * 86_400 + 7200))
            try await story.engine.runUntilIdle()
            let runs = try story.store.read { try $0.runs(of: campaign) }.map(\.run)
            #expect(runs.map(\.state) == [.scheduled, isBroken ? .failed : .finished])
            #expect(runs.map(\.scheduledAt) == [4, 3].map { daily.startAt.adding(seconds: $0 * 86_400) })
            #expect(try story.value(person, .leadScore) == (isBroken ? .null : .integer(1)))

            // A run that is in time, or cancelled, stands for its own occurrence.
            try await story.time.advance(by: RelativePeriod(23, .hour))
            story.clock.move(to: EngineFixture.start.adding(seconds: 7 * 86_400))
            try await story.engine.commands.cancelRun(try story.newestRun(of: campaign).run.id, of: campaign)
            let later = try story.store.read { try $0.runs(of: campaign) }.map(\.run).prefix(3)
            #expect(later.map(\.state) == [.scheduled, .cancelled, isBroken ? .failed : .finished])
            #expect(later.map(\.scheduledAt) == [7, 5, 4].map { daily.startAt.adding(seconds: $0 * 86_400) })
        }
    }
}
