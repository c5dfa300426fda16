import MusterEngine
import MusterModel
import MusterStore
import Testing

/// What a flow does to one person's subscription reaches everybody with the address.
@Suite struct UnsubscribeFlowTests {
    static let optOut = #"{"flow":[{"Change Data Value":{"Attribute":"Unsubscribed","New Value":"true"}}]}"#
    static let becomesUnsubscribed = """
        {"triggers":[{"Data Value Changes":{"Attribute":"Unsubscribed","New Value":"true"}}]}
        """
    static let germans = #"{"filters":[{"Country":"Germany"}]}"#

    @Test("a step that unsubscribes one unsubscribes the others, each with his own change, which triggers see")
    func optOutInAFlow() async throws {
        try await EngineFixture.run(chunk: 2) { story in
            let germans = try await story.leads(3) {
                [.email: .text("g\($0)@example.com"), .country: .text("Germany")]
            }
            let others = try await story.leads(3) { [.email: .text("G\($0)@example.com")] }
            let listener = try await story.campaign(
                "Listener", rules: Self.becomesUnsubscribed, flow: TriggerTests.score)
            try await story.engine.commands.activate(listener)
            let campaign = try await story.campaign("Opt out", rules: Self.germans, flow: Self.optOut)
            try await story.runNow(campaign)
            for person in germans + others {
                #expect(try story.value(person, .unsubscribed) == .boolean(true))
                #expect(try story.value(person, .leadScore) == .integer(1), "\(person)")
            }
            let changes = try story.store.read {
                try $0.activities(after: 0, since: nil, types: [13], limit: 50).rows.map(\.content)
            }
            #expect(changes.map(\.leadID) == [germans[0], germans[1], others[0], others[1], germans[2], others[2]])
            #expect(Set(changes.map { $0.attributes["Reason"]?.text }).count == 1)
            #expect(
                changes.allSatisfy {
                    $0.attributes["Source"] == "Marketo Flow Action" && $0.campaignID == campaign
                        && $0.attributes["Reason"]?.text?.contains("Opt out action Change Data Value") == true
                })
        }
    }

    @Test("a step that changes an address gives the person that address's status")
    func addressInAFlow() async throws {
        try await EngineFixture.run { story in
            _ = try await story.lead([.email: .text("out@example.com"), .unsubscribed: .boolean(true)])
            let person = try await story.lead([.email: .text("in@example.com"), .country: .text("Germany")])
            let campaign = try await story.campaign(
                "Move", rules: Self.germans,
                flow: #"{"flow":[{"Change Data Value":{"Attribute":"Email Address","New Value":"OUT@example.com"}}]}"#)
            try await story.runNow(campaign)
            #expect(try story.value(person, .unsubscribed) == .boolean(true))
            #expect(
                try story.log(of: person) == [
                    "New Lead", "Change Data Value Email Address", "Change Data Value Unsubscribed",
                ])
        }
    }
}
