import MusterModel
import MusterRules
import Testing

@Suite struct ShortDocumentTests {
    static let example = #"""
        {"logic":"1 and (2 or 3)",
         "triggers":[{"Data Value Changes":{"Attribute":"City"}}],
         "filters":[{"Job Title":{"contains":["VP","Vice President"]}},
                    {"Visited Web Page":{"Web Page":"/pricing","Date of Activity":{"in past":"30 days"},"Min. Number of Times":3}},
                    {"Not Opened Email":{}}]}
        """#

    @Test func theExampleMeansTheSameAsAdobesShape() throws {
        let short = try TestRules().read(try JSONParser.parse(Self.example))
        #expect(short == (try TestRules().read(try JSONParser.parse(AdobeDocumentTests.example))))
    }

    @Test func theExampleIsWrittenBack() throws {
        let rules = TestRules()
        let set = try rules.read(try JSONParser.parse(Self.example))
        let written = JSONValue.object(try rules.document.shortJSON(set))
        #expect(written == (try JSONParser.parse(Self.example)))
        #expect(try rules.read(written) == set)
    }

    /// Each filter is written back as it stands, from the short grammar and by way of Adobe's shape.
    @Test(arguments: [
        #"{"Country":"Germany"}"#, #"{"Country":["Germany","Austria"]}"#, #"{"Country":{"is not":"Germany"}}"#,
        #"{"Email Address":{"is empty":true}}"#, #"{"Email Address":{"is":"is empty"}}"#,
        #"{"Lead Score":0}"#, #"{"Lead Score":{"between":[1,5]}}"#, #"{"Lead Score":{"at least":"+5"}}"#,
        #"{"Lead Score":"05"}"#, #"{"Deal Amount":{"less than":"0.50"}}"#, #"{"Deal Amount":-3}"#,
        #"{"Unsubscribed":true}"#, #"{"Unsubscribed":"yes"}"#, #"{"Job Title":"true"}"#, #"{"Job Title":"5"}"#,
        #"{"Job Title":"\"\""}"#, #"{"Job Title":"\" a, b \""}"#,
        #"{"Created At":{"in time frame":"Last 7 Days"}}"#, #"{"Created At":{"in past before":"2 weeks"}}"#,
        #"{"Member of List":"Customers"}"#, #"{"Member of List":{"not in":["Customers","Webinar.Registrants"]}}"#,
        #"{"Member of Program":{"in":"Webinar","Program Status":"Attended","Reached Success":true}}"#,
        #"{"Member of Program":{"not in":["Webinar","Trade Show"],"Membership Date":{"after":"2024-01-01"}}}"#,
        #"{"Member of Smart Campaign":{"in":"Webinar.Invite","Date":{"in past":"1 day"}}}"#,
        #"{"Was Sent Email":{"Email":"Newsletter","Campaign":{"is any":true}}}"#,
        #"{"Was Sent Email":{"Email":{"contains":"Web"}}}"#,
        #"{"Was Sent Email":{"Campaign":"Webinar.Invite"}}"#,
        #"{"Made Purchase":{"CD Count":{"at least":2},"Amount":{"greater than":9},"Gift":false}}"#,
        #"{"Data Value Changed":{"Attribute":["City","Lead Score"],"New Value":{"is empty":true}}}"#,
        #"{"Lead was Created":{}}"#,
    ]) func roundTrip(_ json: String) throws {
        let rules = TestRules()
        let filter = try JSONParser.parse(json)
        let set = try rules.read(["match": "any", "filters": .array([filter])])
        #expect(JSONValue.object(try rules.document.shortJSON(set)) == ["match": "any", "filters": .array([filter])])
        #expect(try rules.read(.object(try rules.document.json(set))) == set)
        #expect(try RuleSet(storedJSON: try JSONParser.parse(set.storedJSON().jsonText)) == set)
        #expect(try rules.document.shortConditionJSON(set.filters[0]) == filter)
        #expect(
            try rules.document.readCondition(.object(try rules.document.conditionJSON(set.filters[0])))
                == set.filters[0])
    }

    @Test(arguments: [
        (#"{"Visited Web Page":"/pricing"}"#, #"{"Visited Web Page":{"Web Page":"/pricing"}}"#),
        (
            #"{"Visited Web Page":{"contains":"/pricing"}}"#,
            #"{"Visited Web Page":{"Web Page":{"contains":"/pricing"}}}"#
        ),
        (#"{"visited web page":null}"#, #"{"Visited Web Page":{}}"#),
        (#"{"Person Score":{"IS":5}}"#, #"{"Lead Score":5}"#),
        (#"{"Member of List":{"is":"Customers"}}"#, #"{"Member of List":"Customers"}"#),
        (#"{"Email Address":{"is empty":[]}}"#, #"{"Email Address":{"is empty":true}}"#),
        (#"{"Made Purchase":{"min number of times":2}}"#, #"{"Made Purchase":{"Min. Number of Times":2}}"#),
        (#"{"Data Value Changed":{"Attribute":"leadScore"}}"#, #"{"Data Value Changed":{"Attribute":"Lead Score"}}"#),
    ]) func otherWaysToWriteIt(_ json: String, _ canonical: String) throws {
        let document = TestRules().document
        let rule = try document.readCondition(try JSONParser.parse(json))
        #expect(try document.shortConditionJSON(rule) == (try JSONParser.parse(canonical)))
    }

    @Test func bothGrammarsMayStandInOneDocument() throws {
        let rules = try TestRules().read([
            "match": "all", "filters": [["City": "Bonn"], ["name": "City", "operator": "is", "values": ["Bonn"]]],
        ])
        #expect(rules.filters.first == rules.filters.last)
    }
}
