import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct TriggerTests {
    static let cityChanges = #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#
    static let score = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    @Test("a change that fits the trigger brings the person in, others do not")
    func constraint() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign("Moves", rules: Self.cityChanges, flow: Self.score) {
                $0.qualification = .any
            }
            let person = try await story.lead([.city: .text("Berlin")])
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.engine.commands.activate(campaign)
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .null, "nothing before the activation counts")

            try await story.change(person, .state, to: .text("NRW"))
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .null, "another field, or no change at all")

            try await story.change(person, .city, to: .text("BONN"))
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .integer(1), "a change of case is a change")
        }
    }

    @Test("filters are judged on the data of now")
    func filters() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "German moves",
                rules: """
                    {"triggers":[{"Data Value Changes":{"Attribute":"City"}}],"filters":[{"Country":"Germany"}]}
                    """, flow: Self.score)
            try await story.engine.commands.activate(campaign)
            let german = try await story.lead([.country: .text("Germany")])
            let french = try await story.lead([.country: .text("France")])
            for person in [german, french] { try await story.change(person, .city, to: .text("Strasbourg")) }
            try await story.engine.runUntilIdle()
            #expect(try story.value(german, .leadScore) == .integer(1))
            #expect(try story.value(french, .leadScore) == .null)
        }
    }

    @Test(
        "two events of one person in one chunk are judged one after the other",
        arguments: [(QualificationRule.once, Int64(1)), (.any, 2)])
    func twoEvents(_ rule: QualificationRule, _ score: Int64) async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign("Moves", rules: Self.cityChanges, flow: Self.score) {
                $0.qualification = rule
            }
            try await story.engine.commands.activate(campaign)
            let person = try await story.lead()
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.change(person, .city, to: .text("Berlin"))
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .integer(score))
        }
    }

    @Test("the other triggers fire for what they name")
    func otherTriggers() async throws {
        try await EngineFixture.run { story in
            let list = try await story.staticList("VIP")
            for (index, trigger) in [
                #"{"Lead is Created":{}}"#, #"{"Added to List":"VIP"}"#, #"{"Removed from List":"VIP"}"#,
                #"{"Score is Changed":{"Score Name":"Lead Score"}}"#,
            ].enumerated() {
                let campaign = try await story.campaign(
                    "Trigger \(index)", rules: #"{"triggers":[\#(trigger)]}"#,
                    flow:
                        #"{"flow":[{"Change Data Value":{"Attribute":"Department","New Value":"{{lead.Department}}\#(index)"}}]}"#
                )
                try await story.engine.commands.activate(campaign)
            }
            let scored = try await story.campaign(
                "Scores", rules: #"{"filters":[{"Email Address":"a@example.com"}]}"#, flow: Self.score)
            let person = try await story.lead([.email: .text("a@example.com")])
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .department) == .text("0"))
            for add in [true, false] {
                _ = try await story.store.write { writer in
                    try add
                        ? writer.addMembers([person], to: list, listName: "VIP", origin: .api)
                        : writer.removeMembers([person], from: list, listName: "VIP", origin: .api)
                }
                try await story.engine.runUntilIdle()
            }
            #expect(try story.value(person, .department) == .text("012"))
            try await story.runNow(scored)
            #expect(try story.value(person, .department) == .text("0123"))
        }
    }

    @Test("deactivation stops new entries; people in a wait carry on")
    func deactivation() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Moves", rules: Self.cityChanges,
                flow: #"{"flow":[{"Wait":"1 day"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await story.engine.commands.activate(campaign)
            let inside = try await story.lead()
            try await story.change(inside, .city, to: .text("Bonn"))
            try await story.engine.runUntilIdle()
            try await story.engine.commands.deactivate(campaign)
            let late = try await story.lead()
            try await story.change(late, .city, to: .text("Bonn"))
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(inside, .leadScore) == .integer(1))
            #expect(try story.value(late, .leadScore) == .null)
            #expect(try story.newestRun(of: campaign).run.state == .finished)
        }
    }

    @Test("requested tokens travel with the people, also through a wait")
    func requestTokens() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Requested", rules: #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}]}"#,
                flow: """
                    {"flow":[{"Wait":"1 day"},
                    {"Change Data Value":{"Attribute":"Department","New Value":"{{my.greeting:default=none}}"}}]}
                    """)
            try await story.store.write { writer in
                let marketing = FolderReference.folder(SystemAssets.marketingActivities)
                try writer.setToken(MyToken(name: "Greeting", kind: .text, value: ""), in: marketing)
            }
            try await story.engine.commands.activate(campaign)
            let (told, untold) = (try await story.lead(), try await story.lead())
            try await story.engine.commands.request(
                campaign, leads: [told], tokens: [("greeting", "Hello"), ("other", "x")])
            try await story.engine.commands.request(campaign, leads: [untold])
            try await story.time.advance(by: RelativePeriod(2, .day))
            #expect(try story.value(told, .department) == .text("Hello"))
            #expect(try story.value(untold, .department) == .text("none"))
        }
    }

    @Test("a step may request another campaign, which runs on its own")
    func requestStep() async throws {
        try await EngineFixture.run { story in
            let target = try await story.campaign(
                "Target", rules: #"{"triggers":[{"Campaign is Requested":{"Source":"Marketo Flow Action"}}]}"#,
                flow: Self.score)
            let caller = try await story.campaign(
                "Caller", rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow: #"{"flow":[{"Request Campaign":"Target"}]}"#)
            let first = try await story.lead([.country: .text("Germany")])
            try await story.runNow(caller)
            #expect(try story.newestRun(of: caller).counters.skipped == 1, "the target is not active")
            try await story.engine.commands.activate(target)
            let second = try await story.lead([.country: .text("Germany")])
            try await story.runNow(caller)
            #expect(try story.value(first, .leadScore) == .null)
            #expect(try story.value(second, .leadScore) == .integer(1))
        }
    }

    @Test("a campaign that causes itself is cut at a depth of fifty")
    func loop() async throws {
        try await EngineFixture.run { story in
            let campaign = try await story.campaign(
                "Loop", rules: #"{"triggers":[{"Score is Changed":{"Score Name":"Lead Score"}}]}"#, flow: Self.score
            ) { $0.qualification = .any }
            let start = try await story.campaign(
                "Start", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: Self.score)
            try await story.engine.commands.activate(campaign)
            let person = try await story.lead([.country: .text("Germany")])
            try await story.runNow(start)
            // The batch's change has depth 1; entries of depth 1 to 50 react to it.
            #expect(try story.value(person, .leadScore) == .integer(51))
        }
    }
}
