import MusterFlows
import MusterModel
import MusterRules
import Testing

@Suite struct RemoveFromListStepTests {
    @Test func asksForTheChangeUnderTheListsNameOfToday() throws {
        let bench = StepBench(assetNames: [AssetReference(.staticList, 1001): "Spring.New name"])
        let decision = try bench.decide("Remove from List", ["List Name": RuleValue("Spring.Old name", assetID: 1001)])
        guard decision.effects.count == 1, case .removeFromList(let id, let name) = decision.effects[0] else {
            Issue.record("not a change of the list")
            return
        }
        #expect(id == 1001)
        #expect(name == "Spring.New name")
        #expect(decision.outcome == .done)
        #expect(decision.next == .proceed)
    }
}
