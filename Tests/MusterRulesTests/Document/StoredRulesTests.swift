import MusterModel
import MusterRules
import Testing

@Suite struct StoredRulesTests {
    static let rules = RuleSet(
        match: .custom, customLogic: "1 or 2",
        triggers: [
            Rule(id: 700, name: "Lead is Created", typeID: 12, kind: .activity, operatorName: "occurs", conditions: [])
        ],
        filters: [
            Rule(
                id: 701, name: "Member of List", typeID: 9501, kind: .attribute, operatorName: "not in",
                conditions: [
                    RuleCondition(
                        attributeID: 9501, attributeName: "Member of List", operatorName: "not in",
                        values: [RuleValue("A \"quoted\" näme", assetID: 5), "bare"], isPrimary: true)
                ]),
            Rule(
                id: 702, name: "City", typeID: 64, kind: .attribute, operatorName: "is",
                conditions: [
                    RuleCondition(
                        attributeID: 64, attributeName: "City", operatorName: "is", values: ["\" Bonn \""],
                        isPrimary: true)
                ]),
        ])

    @Test func nothingIsLost() throws {
        let text = Self.rules.storedJSON().jsonText
        #expect(try RuleSet(storedJSON: try JSONParser.parse(text)) == Self.rules)
        for rule in Self.rules.filters { #expect(try Rule(storedJSON: rule.storedJSON()) == rule) }
        #expect(try RuleSet(storedJSON: RuleSet.empty.storedJSON()) == .empty)
    }

    @Test(
        "what cannot be read back says which member is wrong",
        arguments: [
            ("[]", "stored rules is not readable: it is no JSON object"),
            (
                #"{"filterMatchType":"most","triggers":[],"filters":[]}"#,
                "stored rules is not readable: its member 'filterMatchType' is missing or wrong"
            ),
            (
                #"{"filterMatchType":"all","filters":[]}"#,
                "stored rules is not readable: its member 'triggers' is missing or wrong"
            ),
            (
                #"{"filterMatchType":"all","triggers":[],"filters":[{"id":1}]}"#,
                "stored rule is not readable: its member 'name' is missing or wrong"
            ),
        ]) func damagedRulesAreRefused(_ json: String, _ message: String) throws
    {
        let value = try JSONParser.parse(json)
        let error = #expect(throws: StoredContentError.self) { try RuleSet(storedJSON: value) }
        #expect(error?.description == message)
    }
}
