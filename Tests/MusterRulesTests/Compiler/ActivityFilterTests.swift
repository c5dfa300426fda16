import MusterModel
import MusterRules
import Testing

@Suite struct ActivityFilterTests {
    static let pricing = ActivityCondition(.primaryValue, .textIs(["/pricing"]))
    static let lastMonth = Bounds.closed(Instant(seconds: 1_713_182_400), Instant(seconds: 1_715_774_400))

    @Test(
        arguments: [
            .init(
                #"{"Visited Web Page":{"Web Page":"/pricing","Date of Activity":{"in past":"30 days"},"Min. Number of Times":3}}"#,
                .activities(.init(typeID: 1, at: lastMonth, conditions: [pricing]), atLeast: 3)),
            .init(
                #"{"Not Visited Web Page":{"Web Page":"/pricing","Min. Number of Times":{"at least":3}}}"#,
                .not(.activities(.init(typeID: 1, conditions: [pricing]), atLeast: 3))),
            .init(#"{"Not Opened Email":{}}"#, .not(.activities(.init(typeID: 10), atLeast: 1))),
            .init(
                #"{"Visited Web Page":"/pricing"}"#, .activities(.init(typeID: 1, conditions: [pricing]), atLeast: 1)),
            .init(
                #"{"Visited Web Page":{"is any":true,"Browser":{"is not":"Chrome"}}}"#,
                .activities(
                    .init(typeID: 1, conditions: [.init(.attribute("Browser", .text), .not(.textIs(["chrome"])))]),
                    atLeast: 1)),
            .init(
                #"{"Was Sent Email":{"Email":["Invitation","Newsletter"],"Campaign":"Invite"}}"#,
                .activities(
                    .init(
                        typeID: 6,
                        conditions: [.init(.primaryID, .numberIs([41, 42])), .init(.campaignID, .numberIs([31]))]),
                    atLeast: 1)),
            .init(
                #"{"Was Sent Email":{"Email":{"is not":"Newsletter"}}}"#,
                .activities(.init(typeID: 6, conditions: [.init(.primaryID, .not(.numberIs([42])))]), atLeast: 1)),
            .init(
                #"{"Was Sent Email":{"Email":{"contains":"Web"}}}"#,
                .activities(.init(typeID: 6, conditions: [.init(.primaryValue, .textContains(["web"]))]), atLeast: 1)),
            .init(
                #"{"Data Value Changed":{"Attribute":"leadScore","New Value":{"is empty":true}}}"#,
                .activities(
                    .init(
                        typeID: 13,
                        conditions: [
                            .init(.primaryID, .numberIs([Double(LeadField.leadScore.id)])),
                            .init(.attribute("New Value", .text), .anyOf([.isNull, .textIs([""])])),
                        ]), atLeast: 1)),
            .init(
                #"{"Score was Changed":{"Score Name":"Lead Score","Change":{"at least":5}}}"#,
                .activities(
                    .init(
                        typeID: 22,
                        conditions: [
                            .init(.primaryID, .numberIs([Double(LeadField.leadScore.id)])),
                            .init(.attribute("Change Value", .integer), .numberWithin(.from(5))),
                        ]), atLeast: 1)),
            .init(
                #"{"Made Purchase":{"Order":{"starts with":"A-"},"CD Count":0,"Amount":{"less than":9.5},"Gift":true}}"#,
                .activities(
                    .init(
                        typeID: 100_001,
                        conditions: [
                            .init(.primaryValue, .textStartsWith(["a-"])),
                            .init(.attribute("CD Count", .integer), .anyOf([.isNull, .numberIs([0])])),
                            .init(.attribute("Amount", .number), .numberWithin(.before(9.5))),
                            .init(.attribute("Gift", .boolean), .isTrue),
                        ]), atLeast: 1)),
            .init(
                #"{"Made Purchase":{"Date of Activity":{"before":"2024-05-01"}}}"#,
                .activities(.init(typeID: 100_001, at: .before(Instant(seconds: 1_714_521_600))), atLeast: 1)),
        ] as [PredicateRow]) func lowering(_ row: PredicateRow) throws
    { try row.check() }

    static func visit(_ page: String, daysAgo: Int64) -> NewActivity {
        NewActivity(lead: 1, type: 1, at: Instant(seconds: 1_715_774_400 - daysAgo * 86_400), primaryValue: page)
    }

    /// A filter and its `Not ` form split every set of activities.
    @Test(arguments: [
        ([], false),
        ([visit("/pricing", daysAgo: 1)], false),
        ([visit("/pricing", daysAgo: 1), visit("/home", daysAgo: 1)], false),
        ([visit("/pricing", daysAgo: 1), visit("/pricing", daysAgo: 31)], false),
        ([visit("/pricing", daysAgo: 1), visit("/pricing", daysAgo: 30)], true),
        ([visit("/pricing", daysAgo: 1), visit("/pricing", daysAgo: 1), visit("/pricing", daysAgo: 2)], true),
    ]) func theInactivityFormIsTheComplement(_ log: [NewActivity], _ expected: Bool) throws {
        let parts: JSONValue = [
            "Web Page": "/pricing", "Date of Activity": ["in past": "30 days"], "Min. Number of Times": 2,
        ]
        let positive = try TestRules().predicate(["filters": [["Visited Web Page": parts]]])
        let negative = try TestRules().predicate(["filters": [["Not Visited Web Page": parts]]])
        var facts = TestFacts()
        facts.log = log
        #expect(positive.holds(for: facts) == expected)
        #expect(negative.holds(for: facts) == !expected)
    }

    @Test func isNotInsideAnActivityFilterIsExistential() throws {
        let rules = try TestRules().predicate(["filters": [["Was Sent Email": ["Email": ["is not": "Newsletter"]]]]])
        var facts = TestFacts()
        facts.log = [NewActivity(lead: 1, type: 6, at: Instant(seconds: 0), primaryID: 42)]
        #expect(!rules.holds(for: facts))
        facts.log.append(NewActivity(lead: 1, type: 6, at: Instant(seconds: 0), primaryID: 41))
        #expect(rules.holds(for: facts))
    }
}
