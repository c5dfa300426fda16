import MusterModel
import MusterRules
import Testing

@Suite struct TriggerTests {
    struct Row: Sendable {
        let json: String
        let name: String
        let pattern: ActivityPattern
        init(_ json: String, _ name: String, _ pattern: ActivityPattern) {
            self.json = json
            self.name = name
            self.pattern = pattern
        }
    }

    func matches(_ triggers: JSONValue) throws -> [TriggerMatch] {
        try TestRules().compiler().triggers(try TestRules().read(["triggers": triggers, "filters": []]))
    }

    @Test(
        arguments: [
            .init(#"{"Lead is Created":{}}"#, "Lead is Created", .init(typeID: 12)),
            .init(#""Lead is Created""#, "Lead is Created", .init(typeID: 12)),
            .init(
                #"{"Data Value Changes":{"Attribute":"City","New Value":{"is not":"Bonn"}}}"#, "Data Value Changes",
                .init(
                    typeID: 13,
                    conditions: [
                        .init(.primaryID, .numberIs([Double(LeadField.city.id)])),
                        .init(.attribute("New Value", .text), .not(.textIs(["bonn"]))),
                    ])),
            .init(
                #"{"Score is Changed":{"Score Name":"Lead Score","New Score":{"at least":100}}}"#, "Score is Changed",
                .init(
                    typeID: 22,
                    conditions: [
                        .init(.primaryID, .numberIs([Double(LeadField.leadScore.id)])),
                        .init(.attribute("New Value", .integer), .numberWithin(.from(100))),
                    ])),
            .init(
                #"{"Added to List":"Customers"}"#, "Added to List",
                .init(typeID: 24, conditions: [.init(.primaryID, .numberIs([1]))])),
            .init(#"{"Removed from List":{}}"#, "Removed from List", .init(typeID: 25)),
            .init(
                #"{"Makes Purchase":{"CD Count":{"greater than":2}}}"#, "Makes Purchase",
                .init(typeID: 100_001, conditions: [.init(.attribute("CD Count", .integer), .numberWithin(.after(2)))])),
        ] as [Row]) func patterns(_ row: Row) throws
    {
        let trigger = try JSONParser.parse(row.json)
        #expect(try matches([trigger]) == [TriggerMatch(index: 0, name: row.name, pattern: row.pattern)])
    }

    @Test(
        arguments: [
            (#"{}"#, nil),
            (#""Web Service API""#, ["Web Service API"]),
            (#"["web service api","Sales Insight"]"#, ["Sales Insight", "Web Service API"]),
            (#"{"is not":"Web Service API"}"#, ["Marketo Flow Action", "Sales Insight"]),
            (#"{"is any":true}"#, nil),
            (#""My Integration""#, ["My Integration"]),
        ] as [(String, [String]?)]) func requestSources(_ source: String, _ expected: [String]?) throws
    {
        let match = try #require(try matches([["Campaign is Requested": try JSONParser.parse(source)]]).first)
        #expect(match.requestSources == expected)
    }

    private func purchase(
        _ constraint: String, _ name: String, _ value: String, at moment: Moment
    ) throws -> TriggerMatch {
        let json = try JSONParser.parse(#"{"Makes Purchase":{"\#(constraint)":{"\#(name)":"\#(value)"}}}"#)
        let compiler = RuleCompiler(catalog: TestRules.catalog, assets: TestAssets(), moment: moment)
        return try #require(
            try compiler.triggers(try TestRules().read(["triggers": [json], "filters": []])).first)
    }

    @Test(
        "a relative date is resolved for its moment, or for the whole day where only the day counts",
        arguments: [
            ("Paid At", "in time frame", "Today", true), ("Paid At", "in time frame", "Last 30 Days", true),
            ("Paid At", "in time frame", "This Year to Date", false),
            ("Paid At", "in time frame", "Last 24 Hours", false), ("Paid At", "in past", "30 days", false),
            ("Paid At", "in past", "30 minutes", false), ("Delivery", "in time frame", "This Year to Date", true),
            ("Delivery", "in past", "30 days", true), ("Delivery", "in past before", "2 months", true),
            ("Delivery", "in future", "1 week", true), ("Delivery", "in future after", "1 year", true),
            ("Delivery", "in past", "36 hours", false),
        ]) func relativeDates(constraint: String, name: String, value: String, isOfTheDay: Bool) throws
    {
        // In Berlin this day has 23 hours.
        let match = try purchase(
            constraint, name, value, at: testMoment("2026-03-29T12:00:00Z", in: "Europe/Berlin"))
        func holds(_ moment: String) throws -> Bool { match.holds(at: try #require(Instant(text: moment))) }
        #expect(try holds("2026-03-29T12:00:00Z"))
        #expect(try !holds("2026-03-28T22:59:59Z") && !holds("2026-03-29T22:00:00Z"))
        #expect(try holds("2026-03-28T23:00:00Z") == isOfTheDay)
        #expect(try holds("2026-03-29T12:00:01Z") == isOfTheDay)
        #expect(try holds("2026-03-29T21:59:59Z") == isOfTheDay)
    }

    @Test func datesThatAreNotRelativeHoldForEver() throws {
        let match = try purchase("Paid At", "after", "2026-01-01", at: testMoment("2026-03-29T12:00:00Z"))
        #expect(match.holding == nil && match.holds(at: Instant(seconds: 0)))
    }

    @Test("a trigger that is resolved anew inside the time for which it holds is the same")
    func holding() throws {
        let frames = [
            "Today", "Yesterday", "Tomorrow", "This Week", "Last Month", "Next Quarter", "This Year", "Last 60 Days",
            "Last 12 Months", "This Month to Date", "Last 24 Hours",
        ]
        let spans = ["40 minutes", "24 hours", "3 days", "1 week", "1 month", "2 years"]
        let questions =
            frames.map { ("in time frame", $0) }
            + ["in past", "in past before", "in future", "in future after"].flatMap { name in spans.map { (name, $0) } }
        var days = 0
        for moment in [
            testMoment("2024-02-29T00:00:00Z"), testMoment("2026-10-25T01:30:00Z", in: "Europe/Berlin"),
            testMoment("2018-11-04T03:00:00Z", in: "America/Sao_Paulo"),
            testMoment("2011-12-31T10:00:00Z", in: "Pacific/Apia"),
        ] {
            for constraint in ["Paid At", "Delivery"] {
                for (name, value) in questions {
                    let match = try purchase(constraint, name, value, at: moment)
                    let holding = try #require(match.holding)
                    let length = holding.upperBound.milliseconds - holding.lowerBound.milliseconds
                    if length > 1 { days += 1 }
                    for place in [0, 1, length / 3, length / 2, length - 1] where place < length {
                        let other = holding.lowerBound.adding(milliseconds: place)
                        let anew = try purchase(constraint, name, value, at: Moment(other, in: moment.timeZone))
                        #expect(anew.pattern == match.pattern, "\(constraint) \(name) \(value) at \(other)")
                    }
                }
            }
        }
        #expect(days > 100)
    }

    @Test func everyTriggerHasItsPosition() throws {
        let found = try matches(["Lead is Created", ["Added to List": "Customers"], "Campaign is Requested"])
        #expect(found.map(\.index) == [0, 1, 2])
        #expect(found.map(\.name) == ["Lead is Created", "Added to List", "Campaign is Requested"])
    }

    @Test func aDeletedAssetBreaksTheTrigger() throws {
        var rules = TestRules()
        let set = try rules.read(["triggers": ["Lead is Created", ["Added to List": "Customers"]], "filters": []])
        rules.assets.names[.staticList] = [:]
        #expect(
            problems { try rules.compiler().triggers(set) } == [
                "triggers[1].conditions[0].values[0]: the static list 'Customers' has been deleted"
            ])
        #expect(rules.compiler().problems(set).count == 1)
    }
}
