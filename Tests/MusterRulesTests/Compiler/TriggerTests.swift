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
