import MusterModel
import MusterRules
import Testing

@Suite struct AdobeDocumentTests {
    /// The example of the authoring page, with everything that may be left out left out.
    static let example = #"""
        {"filterMatchType":"custom","filterCustomRuleLogic":"1 and (2 or 3)",
         "triggers":[{"name":"Data Value Changes","ruleType":"Activity","operator":"occurs","conditions":[
            {"activityAttributeName":"Attribute","operator":"is","values":["City"],"isPrimary":true}]}],
         "filters":[
          {"name":"Job Title","ruleType":"Attribute","operator":"contains","conditions":[
            {"attributeName":"Job Title","operator":"contains","values":["VP","Vice President"],"isPrimary":true}]},
          {"name":"Visited Web Page","ruleType":"Activity","operator":"occurs","conditions":[
            {"activityAttributeName":"Web Page","operator":"is","values":["/pricing"],"isPrimary":true},
            {"activityAttributeName":"Date of Activity","operator":"in past","values":["30 days"],"isPrimary":false},
            {"activityAttributeName":"Min. Number of Times","operator":"at least","values":["3"],"isPrimary":false}]},
          {"name":"Not Opened Email","ruleType":"Activity","operator":"not occurs","conditions":[
            {"activityAttributeName":"Email","operator":"is any","values":[],"isPrimary":true}]}]}
        """#

    static let full = #"""
        {"filterMatchType":"custom","filterCustomRuleLogic":"1 and (2 or 3)",
         "triggers":[{"id":0,"name":"Data Value Changes","ruleTypeId":13,"ruleType":"Activity","operator":"occurs","conditions":[
            {"activityAttributeId":1301,"activityAttributeName":"Attribute","operator":"is","values":["City"],"isPrimary":true}]}],
         "filters":[
          {"id":0,"name":"Job Title","ruleTypeId":60,"ruleType":"Attribute","operator":"contains","conditions":[
            {"attributeId":60,"attributeName":"Job Title","operator":"contains","values":["VP","Vice President"],"isPrimary":true}]},
          {"id":0,"name":"Visited Web Page","ruleTypeId":1,"ruleType":"Activity","operator":"occurs","conditions":[
            {"activityAttributeId":1,"activityAttributeName":"Web Page","operator":"is","values":["/pricing"],"isPrimary":true},
            {"activityAttributeId":-101,"activityAttributeName":"Date of Activity","operator":"in past","values":["30 days"],"isPrimary":false},
            {"activityAttributeId":-102,"activityAttributeName":"Min. Number of Times","operator":"at least","values":["3"],"isPrimary":false}]},
          {"id":0,"name":"Not Opened Email","ruleTypeId":10,"ruleType":"Activity","operator":"not occurs","conditions":[
            {"activityAttributeId":1001,"activityAttributeName":"Email","operator":"is any","values":[],"isPrimary":true}]}]}
        """#

    @Test func theExampleIsAnsweredInFull() throws {
        let rules = TestRules()
        let set = try rules.read(try JSONParser.parse(Self.example))
        #expect(JSONValue.object(try rules.document.json(set)) == (try JSONParser.parse(Self.full)))
    }

    @Test func theFullFormReadsBackTheSame() throws {
        let rules = TestRules()
        let set = try rules.read(try JSONParser.parse(Self.full))
        #expect(set == (try rules.read(try JSONParser.parse(Self.example))))
        #expect(set == (try rules.read(.object(try rules.document.json(set)))))
    }

    @Test(arguments: [
        #"{"name":"job title","operator":"IS","values":["x"]}"#,
        #"{"name":"title","values":"x"}"#,
        #"{"NAME":"Job Title","ruleTypeId":60,"ruletype":"attribute","Conditions":[{"attributeId":60,"values":["x"]}]}"#,
        #"{"name":"Job Title","operator":"is","conditions":[{"attributeName":"Job Title","values":[" x "]}]}"#,
        #"{"name":"Job Title","conditions":[{"attributeName":"title","operator":"is","values":["x"],"isPrimary":false}]}"#,
        #"{"id":459,"name":"Job Title","operator":"is","conditions":[{"values":["x"],"isError":true,"errorMessage":"old"}]}"#,
    ]) func waysToWriteAnAttributeFilter(_ json: String) throws {
        let rule = try TestRules().document.readCondition(try JSONParser.parse(json))
        #expect(
            rule
                == Rule(
                    name: "Job Title", typeID: 60, kind: .attribute, operatorName: "is",
                    conditions: [
                        RuleCondition(
                            attributeID: 60, attributeName: "Job Title", operatorName: "is", values: ["x"],
                            isPrimary: true)
                    ]))
    }

    @Test(arguments: [
        #"{"name":"Not Opened Email"}"#,
        #"{"name":"Opened Email","operator":"not occurs"}"#,
        #"{"name":"Opened Email","operator":"does not occur","conditions":[]}"#,
        #"{"name":"Not Opened Email","operator":"is any","values":[]}"#,
        #"{"name":"not opened email","operator":"not occurs","conditions":[{"activityAttributeName":"Email","values":[]}]}"#,
        #""Not Opened Email""#,
    ]) func waysToWriteAnInactivityFilter(_ json: String) throws {
        let rule = try TestRules().document.readCondition(try JSONParser.parse(json))
        #expect(
            rule
                == Rule(
                    name: "Not Opened Email", typeID: 10, kind: .activity, operatorName: "not occurs",
                    conditions: [
                        RuleCondition(
                            attributeID: 1001, attributeName: "Email", operatorName: "is any", values: [],
                            isPrimary: true)
                    ]))
    }

    @Test func thePrimaryConditionComesFirst() throws {
        let rule = try TestRules().document.readCondition(
            try JSONParser.parse(
                #"""
                {"name":"Visited Web Page","conditions":[
                  {"activityAttributeName":"Browser","values":["Chrome"]},{"activityAttributeName":"Web Page","values":["/a"]}]}
                """#))
        #expect(rule.conditions.map(\.attributeName) == ["Web Page", "Browser"])
        #expect(rule.conditions.map(\.isPrimary) == [true, false])
    }

    @Test(arguments: [("ALL", RuleSet.Match.all), ("Any", .any), ("Advanced", .custom), ("custom", .custom)])
    func matchTypesInAnyCase(_ text: String, _ expected: RuleSet.Match) throws {
        var json: JSONObject = ["filterMatchType": .string(text), "filters": [["City": "x"]]]
        if expected == .custom { json["filterCustomRuleLogic"] = "1" }
        #expect(try TestRules().read(.object(json)).match == expected)
    }

    @Test func assetsAreAnsweredByTheirNamesOfToday() throws {
        var rules = TestRules()
        let set = try rules.read(["filters": [["Member of List": ["registrants", "1"]]]])
        #expect(
            set.filters[0].conditions[0].values == [
                RuleValue("Webinar.Registrants", assetID: 2), RuleValue("Customers", assetID: 1),
            ])
        rules.assets.names[.staticList] = [2: "Webinar.Attendees"]
        let json = JSONValue.object(try rules.document.json(set))
        let condition = json.object?["filters"]?.array?.first?.object?["conditions"]?.array?.first?.object
        #expect(condition?["values"] == ["Webinar.Attendees", "Customers"])
        #expect(condition?["isError"] == true)
        #expect(condition?["errorMessage"] == "the static list 'Customers' has been deleted")
    }

    @Test func anotherConditionOfABrokenRuleIsNotMarked() throws {
        var rules = TestRules()
        let set = try rules.read(["filters": [["Was Sent Email": ["Email": "Newsletter", "Campaign": "Invite"]]]])
        rules.assets.names[.smartCampaign] = [:]
        let json = JSONValue.object(try rules.document.json(set))
        let conditions = json.object?["filters"]?.array?.first?.object?["conditions"]?.array ?? []
        #expect(conditions.map { $0.object?["isError"] } == [nil, true])
    }

    @Test(arguments: [
        (
            #"{"Country":{"is":"Germany"}}"#,
            #"{"name":"Country","operator":"is","ruleType":"Attribute","ruleTypeId":66,"values":["Germany"]}"#
        ),
        (
            #"{"Not Opened Email":{}}"#,
            #"{"name":"Not Opened Email","operator":"is any","ruleType":"Activity","ruleTypeId":10,"values":[]}"#
        ),
        (
            #"{"Member of List":{"not in":"Customers"}}"#,
            #"{"name":"Member of List","operator":"not in","ruleType":"Attribute","ruleTypeId":9501,"values":["Customers"]}"#
        ),
    ]) func theRuleOfAChoice(_ short: String, _ full: String) throws {
        let document = TestRules().document
        let rule = try document.readCondition(try JSONParser.parse(short))
        let written = JSONValue.object(try document.conditionJSON(rule))
        #expect(written == (try JSONParser.parse(full)))
        #expect(try document.readCondition(written) == rule)
    }

    @Test func aChoiceKeepsFurtherConditions() throws {
        let document = TestRules().document
        let rule = try document.readCondition(["Not Visited Web Page": ["Web Page": "/a", "Min. Number of Times": 2]])
        #expect(try document.readCondition(.object(try document.conditionJSON(rule))) == rule)
        #expect(try document.readCondition(try document.shortConditionJSON(rule)) == rule)
    }
}
