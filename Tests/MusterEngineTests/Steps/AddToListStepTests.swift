import MusterEngine
import MusterModel
import Testing

@Suite struct AddToListStepTests {
    private let list = StepAsset(.staticList, 1001)

    @Test func asksForTheChangeUnderTheListsNameOfToday() throws {
        let bench = StepBench(assetNames: [list: "Spring.New name"])
        let decision = try bench.decide("Add to List", ["List Name": RuleValue("Spring.Old name", assetID: 1001)])
        guard decision.effects.count == 1, case .addToList(let id, let name) = decision.effects[0] else {
            Issue.record("not a change of the list")
            return
        }
        #expect(id == 1001)
        #expect(name == "Spring.New name")
        #expect(decision.outcome == .done)
        #expect(decision.next == .proceed)
    }

    @Test func aDeletedListFailsTheStepAndTheLeadGoesOn() throws {
        #expect(try StepBench().decide("Add to List", ["List Name": RuleValue("Gone", assetID: 1001)]).isFailed)
    }

    @Test func namesTheListItActsOn() throws {
        let step = try StepBench.step("Add to List", ["List Name": RuleValue("VIP", assetID: 1001)])
        #expect(step.assets == [list])
        #expect(step.requiredFields == .none)
    }

    @Test(arguments: [
        ([:], "List Name: is missing"),
        (["List Name": RuleValue("  ")], "List Name: is missing"),
        (["List Name": RuleValue("VIP")], "List Name: 'VIP' is not a known static list"),
    ] as [([String: RuleValue], String)])
    func needsAList(parameters: [String: RuleValue], problem: String) throws {
        #expect(try StepBench.problems("Add to List", parameters) == [problem])
    }
}
