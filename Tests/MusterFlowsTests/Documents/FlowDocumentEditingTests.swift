import MusterFlows
import MusterModel
import MusterRules
import Testing

/// What a single edit makes of a choice: read by the rules of whole documents.
@Suite struct FlowDocumentEditingTests {
    private static var document: FlowDocument {
        FlowDocument(
            catalog: RuleCatalog(leadFields: .standard, activityTypes: .standard), assets: StubAssets(),
            leadFields: .standard)
    }
    private static let wait = FlowStep(id: 1, name: "Wait", typeID: 9601, choices: [])
    private static let score = FlowStep(id: 2, name: "Change Score", typeID: 22, choices: [])
    private static let list = FlowStep(id: 3, name: "Add to List", typeID: 24, choices: [])

    private static func texts(_ choice: FlowChoice) -> [String] {
        choice.parameters.map { "\($0.name)=\($0.value.text)" + ($0.value.assetID.map { "#\($0)" } ?? "") }
    }

    private static func problems(_ body: () throws -> FlowChoice) throws -> [String] {
        do {
            return ["none: \(try body())"]
        } catch let error as RuleError {
            return error.diagnostics.map(\.description)
        }
    }

    @Test(
        "parameters are set one by one, in canonical spelling and the catalogue's order",
        arguments: [
            (wait, [], ["101": " 1 Day "], ["Duration=1 day"]),
            (wait, [], ["duration": "3 days"], ["Duration=3 days"]),
            (wait, [FlowParameter("Duration", "1 day")], [:], ["Duration=1 day"]),
            (wait, [FlowParameter("Duration", "1 day")], ["101": "2 days"], ["Duration=2 days"]),
            (
                wait, [FlowParameter("Duration", "1 day")], ["103": ["Monday", "Friday"]],
                ["Duration=1 day", "Ends On=Monday, Friday"]
            ),
            (wait, [FlowParameter("Duration", "1 day")], ["101": "", "102": "2026-05-01"], ["Date=2026-05-01"]),
            (wait, [FlowParameter("Duration", "1 day")], ["101": nil], []),
            (wait, [FlowParameter("Duration", "1 day")], ["101": "  "], []),
            // The duration may follow.
            (wait, [], ["103": "Monday"], ["Ends On=Monday"]),
            (score, [], ["122": "+5"], ["Change=+5"]),
            (score, [], ["122": 5], ["Change=5"]),
            (score, [FlowParameter("Change", "+5")], ["121": "leadScore"], ["Score Name=Lead Score", "Change=+5"]),
            (
                score, [FlowParameter("Score Name", "Lead Score"), FlowParameter("Change", "+5")], ["121": ""],
                ["Change=+5"]
            ),
            (list, [], ["131": "VIP"], ["List Name=Spring.VIP#1001"]),
            (
                list, [FlowParameter("List Name", RuleValue("Spring.VIP", assetID: 1001))], ["131": "1002"],
                ["List Name=Everyone#1002"]
            ),
        ] as [(FlowStep, [FlowParameter], JSONObject, [String])])
    func parameters(step: FlowStep, old: [FlowParameter], attributes: JSONObject, expected: [String]) throws {
        let choice = FlowChoice(id: 9, parameters: old)
        let edited = try Self.document.edited(choice, of: step, by: FlowChoiceEdit(attributes: attributes))
        #expect(Self.texts(edited) == expected)
        #expect(edited.isDefault && edited.id == 9)
    }

    @Test(
        "values that make no sense are refused with the place of each",
        arguments: [
            (
                wait, [], ["101": "4 hrs"],
                [
                    "attributes.101: Duration '4 hrs' is not a duration; write a whole number and minutes, hours, days, weeks, months or years"
                ]
            ),
            (
                wait, [FlowParameter("Duration", "1 day")], ["102": "2026-05-01"],
                ["attributes.102: Date cannot be given together with Duration"]
            ),
            (wait, [], ["101": "1 day", "Duration": "1 day"], ["attributes.Duration: Duration is given twice"]),
            (
                wait, [], ["101": "1 day", "Duraton": ""],
                ["attributes.Duraton: Wait has no parameter 'Duraton'; did you mean 'Duration'?"]
            ),
            (wait, [], ["101": ["a": "b"]], ["attributes.101: is not a text"]),
            (
                score, [], ["101": "1 day"],
                ["attributes.101: Change Score has no parameter '101'; it takes Score Name, Change"]
            ),
            (
                score, [], ["121": "City", "122": "much"],
                [
                    "attributes.121: Score Name 'City' is not a score field",
                    "attributes.122: Change 'much' is not a score change such as +5, -5 or =5",
                ]
            ),
            (list, [], ["131": "Nobody"], ["attributes.131: there is no Static List 'Nobody'"]),
        ] as [(FlowStep, [FlowParameter], JSONObject, [String])])
    func refusedParameters(step: FlowStep, old: [FlowParameter], attributes: JSONObject, expected: [String]) throws {
        let problems = try Self.problems {
            try Self.document.edited(
                FlowChoice(id: 9, parameters: old), of: step, by: FlowChoiceEdit(attributes: attributes))
        }
        #expect(problems.map { $0.lowercased() } == expected.map { $0.lowercased() })
    }

    /// The condition in the short grammar.
    private static func condition(_ choice: FlowChoice) throws -> String {
        let flow = Flow(steps: [FlowStep(name: "Wait", typeID: 9601, choices: [choice, FlowChoice()])])
        let step = try document.shortJSON(flow)["flow"]?.array?.first?.object?["Wait"]?.object
        return step?["choices"]?.array?.first?.object?["if"]?.jsonText ?? "none"
    }

    private static func field(_ field: LeadField) -> (id: Int, kind: Rule.Kind) { (field.id, .attribute) }

    @Test("a condition is chosen, and then its operator and values change")
    func condition() throws {
        func edit(_ choice: FlowChoice, _ edit: FlowChoiceEdit) throws -> FlowChoice {
            try Self.document.edited(choice, of: Self.wait, by: edit)
        }
        let country = Self.field(.country)
        var choice = try edit(
            .unfinished(id: 7), FlowChoiceEdit(conditionType: country, operatorName: "IS", values: ["Germany"]))
        #expect(try Self.condition(choice) == #"{"Country":"Germany"}"#)
        #expect(!choice.isDefault && !choice.isUnfinished && choice.id == 7)
        choice.condition?.id = 70
        choice = try edit(choice, FlowChoiceEdit(attributes: ["101": "1 day"]))
        #expect(choice.condition?.id == 70)
        choice = try edit(choice, FlowChoiceEdit(values: ["Germany"]))
        #expect(choice.condition?.id == 70)
        choice = try edit(choice, FlowChoiceEdit(values: ["Germany", "France"]))
        #expect(try Self.condition(choice) == #"{"Country":["Germany","France"]}"#)
        #expect(choice.condition?.id == 0)
        choice = try edit(choice, FlowChoiceEdit(operatorName: "starts with", values: ["G"]))
        #expect(try Self.condition(choice) == #"{"Country":{"starts with":"G"}}"#)
        choice = try edit(choice, FlowChoiceEdit(conditionType: country, operatorName: "is empty"))
        #expect(try Self.condition(choice) == #"{"Country":{"is empty":true}}"#)
        choice = try edit(
            choice, FlowChoiceEdit(conditionType: (9501, .attribute), operatorName: "in", values: ["VIP"]))
        #expect(choice.condition?.conditions.first?.values == [RuleValue("Spring.VIP", assetID: 1001)])
        #expect(Self.texts(choice) == ["Duration=1 day"])
    }

    @Test("further constraints of a condition stay when its primary one changes")
    func furtherConstraints() throws {
        let member = #"{"Member of Smart Campaign":"Spring.Hot","Date":{"in past":"3 days"}}"#
        let read = try Self.document.read(
            JSONParser.parse(
                #"{"flow":[{"Wait":{"choices":[{"if":{"Member of Smart Campaign":\#(member)},"Duration":"1 day"}]}}]}"#)
        )
        let choice = try #require(read.steps.first?.choices.first)
        let edited = try Self.document.edited(choice, of: Self.wait, by: FlowChoiceEdit(operatorName: "not in"))
        let conditions = try #require(edited.condition?.conditions)
        #expect(conditions.map(\.operatorName) == ["not in", "in past"])
        #expect(conditions.map(\.values) == choice.condition?.conditions.map(\.values))
    }

    @Test(
        "conditions that are refused",
        arguments: [
            (FlowChoiceEdit(conditionType: (LeadField.country.id, .attribute)), "rule: 'Country' needs a value"),
            (
                FlowChoiceEdit(conditionType: (999_999, .attribute), values: ["a"]),
                "rule: there is no filter with the id 999999 of type attribute"
            ),
            (
                FlowChoiceEdit(conditionType: (9601, .attribute), values: ["a"]),
                "rule: there is no filter with the id 9601 of type attribute"
            ),
            (
                FlowChoiceEdit(conditionType: (6, .activity)),
                "rule: 'Was Sent Email' is an activity filter; a choice takes attributes and memberships"
            ),
            (FlowChoiceEdit(operatorName: "is", values: ["a"]), "rule: has no type yet; give conditionTypeId"),
            (FlowChoiceEdit(conditionType: (9501, .attribute), operatorName: "in", values: ["Nobody"]), nil),
            (
                FlowChoiceEdit(
                    conditionType: (LeadField.country.id, .attribute), operatorName: "resembles", values: ["a"]), nil
            ),
        ] as [(FlowChoiceEdit, String?)])
    func refusedConditions(edit: FlowChoiceEdit, problem: String?) throws {
        let problems = try Self.problems { try Self.document.edited(.unfinished(id: 7), of: Self.wait, by: edit) }
        #expect(problems.count == 1 && problems[0].hasPrefix("rule"), "\(problems)")
        if let problem { #expect(problems == [problem]) }
    }

    @Test("the default choice takes parameters but no condition")
    func defaultChoice() throws {
        #expect(throws: FlowEditError.defaultHasNoCondition) {
            try Self.document.edited(FlowChoice(id: 1), of: Self.wait, by: FlowChoiceEdit(operatorName: "is"))
        }
    }

    @Test("problems of the condition and of the parameters are told together")
    func together() throws {
        let edit = FlowChoiceEdit(operatorName: "is", attributes: ["101": "4 hrs"])
        let problems = try Self.problems { try Self.document.edited(.unfinished(id: 7), of: Self.wait, by: edit) }
        #expect(problems.map { $0.prefix { $0 != ":" } } == ["rule", "attributes.101"])
    }

    @Test(
        "kinds of steps that Muster does not run",
        arguments: [
            (104, "activityType: the flow step 'Change Status in Progression' is not supported yet"),
            (1, "activityType: there is no flow step 'Visit Webpage'"),
            (-7, "activityType: there is no flow step with the id -7"),
        ])
    func stepTypes(id: Int, problem: String) throws {
        #expect(try Self.document.stepType(id: 22).name == "Change Score")
        do {
            _ = try Self.document.stepType(id: id)
            Issue.record("\(id) is a flow step")
        } catch {
            #expect(error.description == problem)
        }
    }

    @Test("an unfinished flow is shown as it is, and its problems are those of the stored flow")
    func unfinished() throws {
        let step = FlowStep(
            id: 5, name: "Change Score", typeID: 22,
            choices: [.unfinished(id: 51), FlowChoice(id: 52, parameters: [FlowParameter("Change", "+5")])])
        let flow = Flow(steps: [step])
        #expect(
            Self.document.problems(flow).map(\.description) == [
                "steps[0].stepChoice[0].rule: is still to be chosen",
                "steps[0].stepChoice[1].attributes: Score Name is missing",
            ])
        let choices = try Self.document.json(flow)["steps"]?.array?.first?.object?["stepChoice"]?.array
        #expect(choices?.first?.jsonText == #"{"id":51,"default":false,"attributes":[]}"#)
        let short = JSONValue.object(try Self.document.shortJSON(flow))
        #expect(short.jsonText == #"{"flow":[{"Change Score":{"choices":[{}],"default":{"Change":"+5"}}}]}"#)
        #expect(throws: RuleError.self) { try Self.document.read(short) }
        #expect(throws: RuleError.self) { try Self.document.read(.object(try Self.document.json(flow))) }
    }
}
