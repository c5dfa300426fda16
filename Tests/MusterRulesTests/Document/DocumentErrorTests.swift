import MusterModel
import MusterRules
import Testing

@Suite struct DocumentErrorTests {
    @Test(arguments: [
        (#"[]"#, ["must be an object with 'filters'"]),
        (#"{"filter":[]}"#, ["'filter' means nothing here; did you mean 'filters'?"]),
        (#"{"filters":{}}"#, ["filters: must be a list"]),
        (#"{"filters":[5]}"#, ["filters[0]: must be a filter"]),
        (#"{"filters":[{}]}"#, ["filters[0]: is empty; write for example {\"Country\": \"Germany\"}"]),
        (
            #"{"filters":[{"City":"a","State":"b"}]}"#,
            ["filters[0]: holds one rule and not several ('City', 'State'); give each an entry of its own"]
        ),
        (
            #"{"filters":[{"Jbo Title":"x"}]}"#,
            ["filters[0].Jbo Title: there is no filter 'Jbo Title'; did you mean 'Job Title'?"]
        ),
        (
            #"{"filters":[{"name":"Vistied Web Page","operator":"occurs"}]}"#,
            ["filters[0].name: there is no filter 'Vistied Web Page'; did you mean 'Visited Web Page'?"]
        ),
        (
            #"{"filters":[{"Visits Web Page":{}}]}"#,
            ["filters[0].Visits Web Page: 'Visits Web Page' is a trigger; the filter is 'Visited Web Page'"]
        ),
        (
            #"{"triggers":[{"Visited Web Page":{}}]}"#,
            ["triggers[0].Visited Web Page: 'Visited Web Page' is a filter; the trigger is 'Visits Web Page'"]
        ),
        (#"{"triggers":["Job Title"]}"#, ["triggers[0]: 'Job Title' is a filter and has no trigger"]),
        (
            #"{"triggers":[{"Visits Web Page":{"Date of Activity":{"in past":"1 day"}}}]}"#,
            ["triggers[0].Visits Web Page.Date of Activity: 'Date of Activity' is not available on triggers"]
        ),
        (
            #"{"triggers":[{"name":"Opens Email","operator":"not occurs"}]}"#,
            ["triggers[0].operator: a trigger cannot be negated"]
        ),
        (
            #"{"filters":[{"name":"Not Opened Email","operator":"occurs"}]}"#,
            ["filters[0].operator: 'Not Opened Email' says not, 'occurs' says the opposite; leave one out"]
        ),
        (
            #"{"filters":[{"name":"Job Title","operator":"contians","values":["x"]}]}"#,
            ["filters[0]: there is no operator 'contians'; did you mean 'contains'?"]
        ),
        (
            #"{"filters":[{"Job Title":{"between":["a","b"]}}]}"#,
            [
                "filters[0].Job Title.between: 'between' does not work on 'Job Title', which is text; use 'contains', "
                    + "'is', 'is empty', 'is not', 'is not empty', 'not contains', 'not starts with', 'starts with'"
            ]
        ),
        (
            #"{"filters":[{"Win Ratio":0.5}]}"#,
            [
                "filters[0].Win Ratio: 'is' does not work on 'Win Ratio', which is a number; use 'at least', 'at most', "
                    + "'between', 'greater than', 'is empty', 'is not empty', 'less than'"
            ]
        ),
        (
            #"{"filters":[{"Member of List":{"contains":"x"}}]}"#,
            [
                "filters[0].Member of List.contains: 'contains' does not work on 'Member of List', which is a membership; "
                    + "use 'in', 'not in'"
            ]
        ),
        (
            #"{"filters":[{"Member of List":["Customers","Nobody"]}]}"#,
            ["filters[0].Member of List[1]: there is no static list 'Nobody'"]
        ),
        (
            #"{"filters":[{"Was Sent Email":{"Campaign":"Nope"}}]}"#,
            ["filters[0].Was Sent Email.Campaign: there is no smart campaign 'Nope'"]
        ),
        (
            #"{"filters":[{"Data Value Changed":{"Attribute":"Citty"}}]}"#,
            ["filters[0].Data Value Changed.Attribute: there is no lead field 'Citty'; did you mean 'City'?"]
        ),
        (
            #"{"filters":[{"Visited Web Page":{"Web Pag":"/"}}]}"#,
            [
                "filters[0].Visited Web Page.Web Pag: 'Visited Web Page' has no constraint 'Web Pag'; did you mean 'Web Page'?"
            ]
        ),
        (
            #"{"filters":[{"name":"Visited Web Page","conditions":[{"activityAttributeId":77,"values":["x"]}]}]}"#,
            ["filters[0].conditions[0].activityAttributeId: 'Visited Web Page' has no constraint 77"]
        ),
        (
            #"{"filters":[{"name":"Visited Web Page","conditions":[{"activityAttributeId":6,"activityAttributeName":"Web Page"}]}]}"#,
            ["filters[0].conditions[0].activityAttributeId: 'Web Page' has the id 1, not 6"]
        ),
        (
            #"{"filters":[{"name":"City","ruleTypeId":65,"ruleType":"Activity","operator":"is","values":["x"]}]}"#,
            [
                "filters[0].ruleTypeId: 'City' has the id 64, not 65",
                "filters[0].ruleType: 'City' is of type Attribute, not Activity",
            ]
        ),
        (
            #"{"filters":[{"name":"City","operator":"is","conditions":[{"operator":"contains","values":["x"]}]}]}"#,
            ["filters[0].operator: the rule says 'is', its first condition 'contains'"]
        ),
        (
            #"{"filters":[{"name":"City","operator":"is"}]}"#,
            ["filters[0]: 'is' takes at least one value, there is none"]
        ),
        (#"{"filters":[{"City":null}]}"#, ["filters[0].City: 'City' needs a value"]),
        (#"{"filters":[{"City":""}]}"#, ["filters[0].City: the value is missing"]),
        (
            #"{"filters":[{"City":[["a"]]}]}"#,
            [
                "filters[0].City[0]: must be a text, a number, true or false",
                "filters[0].City: 'is' takes at least one value, there is none",
            ]
        ),
        (
            #"{"filters":[{"City":{"is empty":"x"}}]}"#,
            ["filters[0].City.is empty: 'is empty' takes no value, there is 1"]
        ),
        (
            #"{"filters":[{"City":"is empty"}]}"#,
            ["filters[0].City: write {\"is empty\": true} for the operator, or {\"is\": \"is empty\"} for the text"]
        ),
        (
            #"{"filters":[{"City":{"is":"a","contains":"b"}}]}"#,
            ["filters[0].City.contains: 'City' is given twice; a filter has one comparison; add a second filter"]
        ),
        (
            #"{"filters":[{"Lead Score":{"between":[5]}}]}"#,
            ["filters[0].Lead Score.between: 'between' takes exactly two values, there is 1"]
        ),
        (
            #"{"filters":[{"Lead Score":{"between":[5,1]}}]}"#,
            ["filters[0].Lead Score.between: the first value, 5, lies after the second, 1"]
        ),
        (
            #"{"filters":[{"Lead Score":["x",1,"y"]}]}"#,
            ["filters[0].Lead Score[0]: 'x' is not a number", "filters[0].Lead Score[2]: 'y' is not a number"]
        ),
        (
            #"{"filters":[{"Made Purchase":{"Date of Activity":{"in past":"4 hrs"}}}]}"#,
            [
                "filters[0].Made Purchase.Date of Activity.in past: '4 hrs' is not a span; write a whole number and minutes, "
                    + "hours, days, weeks, months or years, such as '30 days'"
            ]
        ),
        (
            #"{"filters":[{"Made Purchase":{"Date of Activity":{"in future":"1 day"}}}]}"#,
            [
                "filters[0].Made Purchase.Date of Activity.in future: 'in future' does not work on 'Date of Activity', which is "
                    + "the date of an activity; use 'after', 'before', 'between', 'in past', 'in past before', "
                    + "'in time frame', 'is', 'on or after', 'on or before'"
            ]
        ),
        (
            #"{"filters":[{"Made Purchase":{"Min. Number of Times":0}}]}"#,
            ["filters[0].Made Purchase.Min. Number of Times: the number of times is a whole number from 1"]
        ),
        (#"{"match":"some","filters":[]}"#, ["match: must be all, any or custom, not 'some'"]),
        (#"{"match":"all","logic":"1","filters":[{"City":"a"}]}"#, ["logic: contradicts the match type all"]),
        (#"{"match":"custom","filters":[]}"#, ["match: custom needs a logic such as '1 and (2 or 3)'"]),
        (
            #"{"logic":"1 and 3","filters":[{"City":"a"},{"City":"b"}]}"#,
            ["logic: there is no filter 3, there are only 2 filters"]
        ),
        // A broken filter still has its number.
        (
            #"{"logic":"1 or 2","filters":[{"Citty":"a"},{"City":"b"}]}"#,
            ["filters[0].Citty: there is no filter 'Citty'; did you mean 'City'?"]
        ),
    ]) func problemsAndTheirPlaces(_ json: String, _ expected: [String]) throws {
        let value = try JSONParser.parse(json)
        #expect(problems { try TestRules().read(value) } == expected)
    }

    /// The example of the authoring page for what a path looks like.
    @Test func everythingIsReportedAtOnce() {
        #expect(
            problems {
                try TestRules().read(
                    try JSONParser.parse(
                        #"""
                        {"filters":[{"City":"x"},{"Nonsense":1},
                          {"name":"Was Sent Email","conditions":[
                            {"activityAttributeName":"Email","operator":"is","values":["Newsletter"]},
                            {"activityAttributeName":"Test Variant","operator":"is","values":["one"]},
                            {"activityAttributeName":"Campaign","operator":"is","values":["Invite","Gone"]}]}]}
                        """#))
            } == [
                "filters[1].Nonsense: there is no filter 'Nonsense'",
                "filters[2].conditions[1].values[0]: 'one' is not a number",
                "filters[2].conditions[2].values[1]: there is no smart campaign 'Gone'",
            ])
    }

    @Test func triggersOnlyInACampaignsOwnList() {
        #expect(
            problems { try TestRules().read(["triggers": ["Lead is Created"]], allowsTriggers: false) } == [
                "triggers[0]: only the smart list of a smart campaign may have triggers"
            ])
        #expect(problems { try TestRules().read(["triggers": [], "filters": []], allowsTriggers: false) } == [])
    }

    @Test func limits() {
        func filters(_ count: Int) -> JSONValue { ["filters": .array(Array(repeating: ["City": "x"], count: count))] }
        #expect(problems { try TestRules().read(filters(200)) } == [])
        #expect(problems { try TestRules().read(filters(201)) } == ["filters: there are 201 filters, the limit is 200"])
        func values(_ count: Int) -> JSONValue {
            ["filters": [["City": .array((0..<count).map { .integer($0) })]]]
        }
        #expect(problems { try TestRules().read(values(10_000)) } == [])
        #expect(
            problems { try TestRules().read(values(10_001)) } == [
                "filters[0].City: has 10001 values, the limit is 10000"
            ])
    }

    @Test func aDirectoryThatFailsIsAProblemOfTheValue() {
        struct Broken: Error, CustomStringConvertible { let description = "disk on fire" }
        struct BrokenDirectory: AssetDirectory {
            func assetID(_ kind: AssetKind, named name: String) throws -> Int64? { throw Broken() }
            func assetName(_ kind: AssetKind, id: Int64) throws -> String? { throw Broken() }
            func rules(of list: SmartListID) throws -> RuleSet? { throw Broken() }
        }
        let document = RuleDocument(catalog: TestRules.catalog, assets: BrokenDirectory())
        #expect(
            problems { try document.readCondition(["Member of List": "Customers"]) } == [
                "Member of List: the static list 'Customers' could not be looked up: disk on fire"
            ])
    }
}
