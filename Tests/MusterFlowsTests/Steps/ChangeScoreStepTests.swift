import MusterFlows
import MusterModel
import Testing

@Suite struct ChangeScoreStepTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let change: String
        let old: Int64?
        let new: Int64?
        let recorded: String
        var testDescription: String { "\(old.map(String.init) ?? "none") \(change)" }

        init(_ change: String, _ old: Int64?, _ new: Int64?, _ recorded: String = "") {
            self.change = change
            self.old = old
            self.new = new
            self.recorded = recorded
        }
    }

    private func decide(_ change: String, _ old: Int64?, my: [String: String] = [:]) throws -> StepDecision {
        try StepBench(values: [.leadScore: old.map(FieldValue.integer) ?? .null], my: my).decide(
            "Change Score", ["Score Name": "Lead Score", "Change": RuleValue(change)])
    }

    @Test(arguments: [
        Example("+5", 10, 15, "+5"),
        Example("5", 10, 15, "+5"),
        Example(" +5 ", 10, 15, "+5"),
        Example("-5", 3, -2, "-5"),
        Example("=5", 10, 5, "=5"),
        Example("=-5", 10, -5, "=-5"),
        Example("=+5", 10, 5, "=5"),
        Example("+5", nil, 5, "+5"),
        Example("=0", nil, 0, "=0"),
        Example("+1", 2_147_483_647 - 1, 2_147_483_647, "+1"),
        Example("+100", 2_147_483_600, 2_147_483_647, "+100"),
        Example("-100", -2_147_483_600, -2_147_483_648, "-100"),
        Example("=99999999999999999999", 0, 2_147_483_647, "=4294967295"),
    ])
    func changes(_ example: Example) throws {
        let decision = try decide(example.change, example.old)
        let change = try #require(decision.change)
        #expect(change.field == .leadScore)
        #expect(change.old == example.old.map(FieldValue.integer) ?? .null)
        #expect(change.new == example.new.map(FieldValue.integer))
        #expect(change.activity.attributes["Change Value"] == .string(example.recorded))
        #expect(decision.outcome == .done)
    }

    @Test(arguments: [
        Example("+0", 10, nil), Example("=10", 10, nil), Example("+0", nil, nil),
        Example("+5", 2_147_483_647, nil),
    ])
    func anUnchangedScoreHasNoEffect(_ example: Example) throws {
        #expect(try decide(example.change, example.old).isUnchanged)
    }

    @Test func aTokenGivesTheChange() throws {
        #expect(try decide("{{my.Web}}", 10, my: ["Web": "+7"]).change?.new == .integer(17))
        #expect(try decide("={{my.Web}}", 10, my: ["Web": "7"]).change?.new == .integer(7))
        #expect(try decide("{{my.Gone:default=+1}}", 10).change?.new == .integer(11))
    }

    @Test(arguments: ["", "much", "+-5", "1.5"])
    func aTokenThatGivesNoChangeIsSkipped(value: String) throws {
        #expect(try decide("{{my.Web}}", 10, my: ["Web": value]).isSkipped)
    }

    @Test func theActivityIsThatOfMarketo() throws {
        let activity = try #require(try decide("+5", nil).change).activity
        #expect(activity.typeID == 22)
        #expect(activity.primaryID == 146)
        #expect(activity.primaryValue == "Lead Score")
        #expect(activity.campaignID == 1004)
        #expect(
            activity.attributes == [
                "Change Value": "+5", "New Value": 5, "Old Value": 0,
                "Reason": "Changed by Smart Campaign Spring.Nurture action Change Score",
            ])
    }

    @Test(
        arguments: [
            ([:], ["Change: is missing", "Score Name: is missing"]),
            (["Score Name": "City", "Change": "+5"], ["Score Name: 'City' is not a score field"]),
            (["Score Name": "Num Employees", "Change": "+5"], ["Score Name: 'Num Employees' is not a score field"]),
            (
                ["Score Name": "Lead Scor", "Change": "+5"],
                ["Score Name: 'Lead Scor' is not a lead field; did you mean 'Lead Score'?"]
            ),
            (
                ["Score Name": "Lead Score", "Change": "lots"],
                ["Change: 'lots' is not a score change such as +5, -5 or =5"]
            ),
            (
                ["Score Name": "Lead Score", "Change": "+ 5"],
                ["Change: '+ 5' is not a score change such as +5, -5 or =5"]
            ),
        ] as [([String: RuleValue], [String])])
    func problems(parameters: [String: RuleValue], expected: [String]) throws {
        #expect(try StepBench.problems("Change Score", parameters) == expected)
    }

    @Test func customScoreFieldsAreScoresToo() {
        let field = LeadField(id: 1001, "demoScore", "Demo Score", .score, custom: true)
        #expect(StepParameter.FieldRole.score.admits(field))
        #expect(!StepParameter.FieldRole.score.admits(.relativeScore))
    }
}
