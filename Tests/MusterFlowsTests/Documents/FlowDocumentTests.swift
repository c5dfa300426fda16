import MusterFlows
import MusterModel
import MusterRules
import Testing

@Suite struct FlowDocumentTests {
    private func document(_ assets: StubAssets = StubAssets()) -> FlowDocument {
        FlowDocument(
            catalog: RuleCatalog(leadFields: .standard, activityTypes: .standard), assets: assets,
            leadFields: .standard)
    }
    private func read(_ text: String) throws -> Flow { try document().read(try JSONParser.parse(text)) }

    private func problems(_ text: String) throws -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as RuleError {
            return error.diagnostics.map { "\($0.path): \($0.message)" }
        }
    }

    private static let full = #"""
        {"steps":[
         {"activityTypeName":"change score","stepChoice":[
           {"rule":{"name":"Country","ruleType":"Attribute","operator":"is","values":["Germany"]},
            "attributes":[{"name":"change","value":"+10"},{"name":"Score Name","value":"leadScore"}]},
           {"default":true,"attributes":[]}]},
         {"activityTypeName":"Wait","stepChoice":[{"default":true,"attributes":[{"name":"Duration","value":"3 Days"}]}]},
         {"activityTypeName":"Send Email","stepChoice":[{"default":true,"attributes":[{"name":"Email","value":"Invitation"}]}]},
         {"activityTypeName":"Remove from Flow","stepChoice":[
           {"default":true,"attributes":[{"name":"Campaign","value":"This campaign"}]}]}]}
        """#
    private static let short = #"""
        {"flow":[{"change score":{"choices":[{"if":{"Country":{"is":"Germany"}},"Score Name":"Lead Score","Change":"+10"}],
                                  "default":"do nothing"}},
                 {"Wait":"3 days"},{"Send Email":"Spring Webinar.Invitation"},{"Remove from Flow":"this campaign"}]}
        """#

    @Test(arguments: [full, short]) func bothGrammarsSayTheSame(text: String) throws {
        let flow = try read(text)
        #expect(flow.steps.map(\.name) == ["Change Score", "Wait", "Send Email", "Remove from Flow"])
        #expect(flow.steps.map(\.typeID) == [22, 9601, 6, 9602])
        let choices = flow.steps[0].choices
        #expect(choices.count == 2)
        #expect(choices[0].condition?.name == "Country")
        #expect(choices[0].condition?.conditions.first?.values == ["Germany"])
        #expect(
            choices[0].parameters == [FlowParameter("Score Name", "Lead Score"), FlowParameter("Change", "+10")])
        #expect(choices[1].isDefault)
        #expect(choices[1].doesNothing)
        #expect(flow.steps[1].choices == [FlowChoice(parameters: [FlowParameter("Duration", "3 days")])])
        #expect(
            flow.steps[2].choices[0].parameters
                == [FlowParameter("Email", RuleValue("Spring Webinar.Invitation", assetID: 1050))])
        #expect(flow.steps[3].choices[0].parameters == [FlowParameter("Campaign", "this campaign")])
    }

    @Test func theFullFormCarriesEverything() throws {
        let flow = try document().json(try read(Self.full))
        let steps = try #require(flow["steps"]?.array)
        #expect(
            steps[0].jsonText
                == #"{"id":0,"activityTypeId":22,"activityTypeName":"Change Score","stepChoice":[{"id":0,"default":false,"attributes":[{"id":0,"activityTypeAttribId":121,"name":"Score Name","dataType":"string","value":"Lead Score","format":null,"primary":true},{"id":1,"activityTypeAttribId":122,"name":"Change","dataType":"string","value":"+10","format":null,"primary":false}],"rule":{"name":"Country","operator":"is","ruleType":"Attribute","ruleTypeId":66,"values":["Germany"]}},{"id":0,"default":true,"attributes":[]}]}"#
        )
    }

    @Test func theFullFormIsReadBackWithItsIDs() throws {
        var flow = try read(Self.full)
        for index in flow.steps.indices {
            flow.steps[index].id = Int64(index) + 41
            for choice in flow.steps[index].choices.indices {
                flow.steps[index].choices[choice].id = Int64(index * 10 + choice) + 61
            }
        }
        let again = try document().read(.object(try document().json(flow)))
        #expect(again.steps.map(\.id) == flow.steps.map(\.id))
        #expect(again.steps.map { $0.choices.map(\.id) } == flow.steps.map { $0.choices.map(\.id) })
        #expect(
            again.steps[0].choices[0].condition?.conditions == flow.steps[0].choices[0].condition?.conditions)
        #expect(again.steps.map { $0.choices.map(\.parameters) } == flow.steps.map { $0.choices.map(\.parameters) })
    }

    @Test func theShortFormIsWrittenShort() throws {
        let json = try document().shortJSON(try read(Self.full))
        #expect(
            JSONValue.object(json).jsonText
                == #"{"flow":[{"Change Score":{"choices":[{"if":{"Country":"Germany"},"Score Name":"Lead Score","Change":"+10"}],"default":"do nothing"}},{"Wait":"3 days"},{"Send Email":"Spring Webinar.Invitation"},{"Remove from Flow":"this campaign"}]}"#
        )
    }

    @Test(arguments: [
        #"{"flow":[]}"#,
        #"{"flow":[{"Wait":{"Duration":"1 day","Ends On":"Monday, Friday","Time":"9:00"}}]}"#,
        #"{"flow":[{"Wait":"do nothing"}]}"#,
        #"{"flow":[{"Wait":{"Date":"2026-03-31"}}]}"#,
        #"{"flow":[{"Change Data Value":{"Attribute":"City","New Value":"NULL"}}]}"#,
        #"{"flow":[{"Add to List":"Spring.VIP"},{"Remove from List":"Everyone"},{"Request Campaign":"Spring.Hot"}]}"#,
    ])
    func theShortFormIsReadBack(text: String) throws {
        #expect(JSONValue.object(try document().shortJSON(try read(text))).jsonText == text)
    }

    @Test(arguments: [
        (#"{"flow":[{"Wait":{"Duration":"1 day","Ends On":["Monday","Friday"]}}]}"#, "Monday, Friday"),
        (#"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":10}}]}"#, "10"),
        (#"{"flow":[{"Wait":{"Date":"{{lead.Date of Birth}}","Next Anniversary":true}}]}"#, "true"),
    ])
    func listsNumbersAndFlagsAreTexts(text: String, last: String) throws {
        #expect(try read(text).steps[0].choices[0].parameters.last?.value.text == last)
    }

    @Test func aMissingDefaultDoesNothing() throws {
        let text =
            #"{"steps":[{"activityTypeId":24,"stepChoice":[{"rule":{"name":"Country","ruleType":"Attribute","operator":"is","values":["Germany"]},"attributes":[{"activityTypeAttribId":131,"value":"1001"}]}]}]}"#
        let step = try read(text).steps[0]
        #expect(step.name == "Add to List")
        #expect(step.choices.count == 2)
        #expect(step.choices[0].parameters == [FlowParameter("List Name", RuleValue("Spring.VIP", assetID: 1001))])
        #expect(step.choices[1] == FlowChoice())
    }

    @Test func theCampaignRecordsFlowIsAccepted() throws {
        #expect(try read(#"{"flow":{"steps":[]}}"#) == .empty)
        #expect(try problems(#"{"flow":{"steps":[1]}}"#).first?.hasPrefix("flow.steps[0]: ") == true)
    }

    @Test func assetsAppearUnderTheirNameOfToday() throws {
        let flow = try read(#"{"flow":[{"Add to List":"VIP"}]}"#)
        let renamed = StubAssets(entries: [StubAssets.Entry(kind: .staticList, id: 1001, name: "Spring.Gold")])
        #expect(
            JSONValue.object(try document(renamed).shortJSON(flow)).jsonText
                == #"{"flow":[{"Add to List":"Spring.Gold"}]}"#)
    }

    @Test func aDeletedAssetIsShownAndIsAProblem() throws {
        let flow = try read(#"{"flow":[{"Wait":"1 day"},{"Add to List":"VIP"}]}"#)
        let document = document(StubAssets().without(1001))
        let attribute = try document.json(flow)["steps"]?.array?[1].object?["stepChoice"]?.array?[0]
            .object?["attributes"]?.array?[0].object
        #expect(attribute?["value"] == "Spring.VIP")
        #expect(attribute?["isError"] == true)
        #expect(attribute?["errorMessage"] == "the static list 'Spring.VIP' has been deleted")
        #expect(
            document.problems(flow).map(\.description)
                == ["steps[1].stepChoice[0].attributes[0].value: the static list 'Spring.VIP' has been deleted"])
        #expect(self.document().problems(flow).isEmpty)
    }

    @Test func aStoredFlowThatMakesNoSenseAnyMoreIsAProblem() {
        let flow = Flow(steps: [
            FlowStep(name: "Dance", typeID: 4711, choices: [FlowChoice()]),
            FlowStep(name: "Wait", typeID: 9601, choices: []),
            FlowStep(
                name: "Change Score", typeID: 22,
                choices: [FlowChoice(parameters: [FlowParameter("Score Name", "Old Score")])]),
        ])
        #expect(
            document().problems(flow).map(\.description) == [
                "steps[0].activityTypeName: there is no flow step 'Dance'",
                "steps[1].stepChoice: the default choice is not the last one",
                "steps[2].stepChoice[0].attributes[0].value: Score Name 'Old Score' is not a lead field; did you mean 'Lead Score'?",
                "steps[2].stepChoice[0].attributes: Change is missing",
            ])
    }

    @Test(arguments: [
        ("[]", [": a flow is a JSON object with the member 'steps' or 'flow'"]),
        ("{}", [": the member 'steps' or 'flow' is missing"]),
        (#"{"steps":[],"flow":[]}"#, [": give 'steps' or 'flow', not both"]),
        (#"{"step":[],"flow":[]}"#, ["step: is not known; did you mean 'steps'?"]),
        (#"{"steps":{}}"#, ["steps: is not a list of steps"]),
        (
            #"{"steps":[{"activityTypeName":"Change Scor","stepChoice":[]}]}"#,
            ["steps[0].activityTypeName: there is no flow step 'Change Scor'; did you mean 'Change Score'?"]
        ),
        (
            #"{"flow":[{"call webhook":"x"}]}"#, ["flow[0]: the flow step 'Call Webhook' is not supported yet"]
        ),
        (
            #"{"steps":[{"activityTypeName":"Wait","activityTypeId":6,"stepChoice":[]}]}"#,
            ["steps[0].activityTypeId: is 6, but Wait has 9601"]
        ),
        (
            #"{"steps":[{"activityTypeName":"Wait","stepChoice":[{"default":true,"attributes":[]},{"default":true,"attributes":[]}]}]}"#,
            ["steps[0].stepChoice[0]: the default choice is the last one"]
        ),
        (
            #"{"steps":[{"activityTypeName":"Wait","stepChoice":[{"default":false,"attributes":[]}]}]}"#,
            ["steps[0].stepChoice[0].rule: is missing; only the default choice has none"]
        ),
        (
            #"{"steps":[{"activityTypeName":"Wait","stepChoice":[{"default":true,"attributes":[{"name":"Durations","value":"1 day"}]}]}]}"#,
            [
                "steps[0].stepChoice[0].attributes[0].name: Wait has no parameter 'Durations'; did you mean 'Duration'?"
            ]
        ),
        (
            #"{"steps":[{"activityTypeName":"Wait","stepChoice":[{"default":true,"attributes":[{"name":"Duration","value":"4 hrs"}]}]}]}"#,
            [
                "steps[0].stepChoice[0].attributes[0].value: Duration '4 hrs' is not a duration; write a whole number and minutes, hours, days, weeks, months or years"
            ]
        ),
        (
            #"{"steps":[{"activityTypeName":"Change Score","stepChoice":[{"default":true,"attributes":[{"name":"Change","value":"+1"},{"name":"Change","value":"+2"}]}]}]}"#,
            ["steps[0].stepChoice[0].attributes[1].name: Change is given twice"]
        ),
        (
            #"{"flow":[{"Add to List":"Nobody"},{"Change Score":{"Change":"+1"}}]}"#,
            [
                "flow[0].Add to List: there is no static list 'Nobody'",
                "flow[1].Change Score: Score Name is missing",
            ]
        ),
        (#"{"flow":[{"Wait":null}]}"#, ["flow[0].Wait: has no value; write 'do nothing' to pass the step"]),
        (#"{"flow":[{"Wait":{"Duration":{"days":3}}}]}"#, ["flow[0].Wait.Duration: is not a text"]),
        (
            #"{"flow":[{"Wait":{"choices":[],"Duration":"1 day"}}]}"#,
            ["flow[0].Wait.Duration: belongs into a choice or into 'default'"]
        ),
        (
            #"{"flow":[{"Wait":{"choices":[{"Duration":"1 day"}]}}]}"#,
            ["flow[0].Wait.choices[0]: is not a choice: an object with 'if' and the step's parameters"]
        ),
        (#"{"flow":["Wait"]}"#, ["flow[0]: is not a step: an object whose only member is the step's name"]),
    ])
    func problems(text: String, expected: [String]) throws {
        #expect(try problems(text) == expected)
    }

    @Test func aConditionThatIsNoneIsReportedInItsPlace() throws {
        let text = #"{"flow":[{"Wait":{"choices":[{"if":{"Nonsense":"x"},"Duration":"1 day"}]}}]}"#
        let found = try problems(text)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("flow[0].Wait.choices[0].if") })
    }

    @Test func aConditionOnADeletedListIsAProblem() throws {
        let text = #"{"flow":[{"Wait":{"choices":[{"if":{"Member of List":"VIP"},"Duration":"1 day"}]}}]}"#
        let found = document(StubAssets().without(1001)).problems(try read(text))
        #expect(found.map(\.path) == ["steps[0].stepChoice[0].rule.values[0]"])
    }

    @Test func activitiesAreNoConditions() throws {
        let text =
            #"{"flow":[{"Wait":{"choices":[{"if":{"Visited Web Page":{"Web Page":"/x"}},"Duration":"1 day"}]}}]}"#
        #expect(
            try problems(text) == [
                "flow[0].Wait.choices[0].if: 'Visited Web Page' is an activity filter; a choice takes attributes and memberships"
            ])
    }

    @Test func thereAreAtMost200StepsAnd100Choices() throws {
        let wait = #"{"Wait":"1 day"}"#
        let steps = { (count: Int) in #"{"flow":[\#(Array(repeating: wait, count: count).joined(separator: ","))]}"# }
        #expect(try read(steps(200)).steps.count == 200)
        #expect(try problems(steps(201)) == ["flow: has 201 steps; 200 are allowed"])
        let choice = #"{"if":{"Country":{"is":"Germany"}},"Duration":"1 day"}"#
        let choices = { (count: Int) in
            #"{"flow":[{"Wait":{"choices":[\#(Array(repeating: choice, count: count).joined(separator: ","))]}}]}"#
        }
        #expect(try read(choices(99)).steps[0].choices.count == 100)
        #expect(try problems(choices(100)) == ["flow[0].Wait.choices: has 101 choices; 100 are allowed"])
    }

    @Test("far more choices than a step may have are not looked at one by one")
    func veryManyChoices() throws {
        let bad = Array(repeating: #"{"if":{"Nope":1}}"#, count: 101).joined(separator: ",")
        let short = #"{"flow":[{"Wait":{"choices":[\#(bad)]}}]}"#
        #expect(try problems(short) == ["flow[0].Wait.choices: has 101 choices; 100 are allowed"])
        let full = #"{"steps":[{"activityTypeName":"Wait","stepChoice":[\#(bad)]}]}"#
        #expect(try problems(full) == ["steps[0].stepChoice: has 101 choices; 100 are allowed"])
    }
}
