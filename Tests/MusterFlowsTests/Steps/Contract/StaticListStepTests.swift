import MusterFlows
import MusterModel
import MusterRules
import Testing

/// What *Add to List* and *Remove from List* have in common.
@Suite struct StaticListStepTests {
    private static let steps = ["Add to List", "Remove from List"]

    @Test(arguments: steps)
    func aDeletedListFailsTheStepAndTheLeadGoesOn(step: String) throws {
        #expect(try StepBench().decide(step, ["List Name": RuleValue("Gone", assetID: 1001)]).isFailed)
    }

    @Test(arguments: steps)
    func namesTheListItActsOn(step: String) throws {
        let step = try StepBench.step(step, ["List Name": RuleValue("VIP", assetID: 1001)])
        #expect(step.assets == [AssetReference(.staticList, 1001)])
        #expect(step.requiredFields == .none)
    }

    private static let refused: [([String: RuleValue], String)] = [
        ([:], "List Name: is missing"),
        (["List Name": RuleValue("  ")], "List Name: is missing"),
        (["List Name": RuleValue("VIP")], "List Name: 'VIP' is not a known static list"),
    ]

    @Test(arguments: steps, refused)
    func needsAList(step: String, _ row: ([String: RuleValue], String)) throws {
        #expect(try StepBench.problems(step, row.0) == [row.1])
    }
}
