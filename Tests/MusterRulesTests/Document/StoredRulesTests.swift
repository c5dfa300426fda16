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

    @Test(arguments: [
        ("[]", "a stored rules is not an object"),
        (
            #"{"filterMatchType":"most","triggers":[],"filters":[]}"#,
            "filterMatchType: stored rules have the unknown match type 'most'"
        ),
        (#"{"filterMatchType":"all","filters":[]}"#, "triggers: a stored rules has no valid 'triggers'"),
        (
            #"{"filterMatchType":"all","triggers":[],"filters":[{"id":1}]}"#,
            "ruleType: a stored rule has no valid 'ruleType'"
        ),
    ]) func damagedRulesAreRefused(_ json: String, _ message: String) throws {
        let value = try JSONParser.parse(json)
        #expect(problems { try RuleSet(storedJSON: value) } == [message])
    }
}
