import MusterFlows
import MusterModel
import MusterRules
import Testing

@Suite struct RemoveFromFlowStepTests {
    private func decide(_ value: RuleValue, names: [AssetReference: String] = [:]) throws -> StepDecision {
        try StepBench(assetNames: names).decide("Remove from Flow", ["Campaign": value])
    }

    @Test(arguments: ["this campaign", "This Campaign", " THIS CAMPAIGN "])
    func thisCampaignEndsTheOtherStaysAndLeaves(text: String) throws {
        let decision = try decide(RuleValue(text))
        guard decision.effects.count == 1, case .removeFromFlow(nil) = decision.effects[0] else {
            Issue.record("not this campaign")
            return
        }
        #expect(decision.next == .leave)
    }

    @Test func theRunningCampaignByNameIsThisCampaign() throws {
        let decision = try decide(RuleValue("Spring.Nurture", assetID: 1004))
        guard case .removeFromFlow(nil)? = decision.effects.first else {
            Issue.record("not this campaign")
            return
        }
        #expect(decision.next == .leave)
    }

    @Test func anotherCampaignEndsItsStaysAndGoesOn() throws {
        let decision = try decide(
            RuleValue("Other", assetID: 1010), names: [AssetReference(.smartCampaign, 1010): "Other"])
        guard decision.effects.count == 1, case .removeFromFlow(let id?) = decision.effects[0] else {
            Issue.record("not another campaign")
            return
        }
        #expect(id == 1010)
        #expect(decision.next == .proceed)
    }

    @Test func allCampaigns() throws {
        let decision = try decide("All Campaigns")
        guard decision.effects.count == 1, case .removeFromAllFlows = decision.effects[0] else {
            Issue.record("not all campaigns")
            return
        }
        #expect(decision.next == .leave)
    }

    @Test func aDeletedCampaignFailsTheStep() throws {
        #expect(try decide(RuleValue("Gone", assetID: 1010)).isFailed)
    }

    @Test func aCampaignMayBeCalledAllCampaigns() throws {
        let decision = try decide(
            RuleValue("all campaigns", assetID: 1010), names: [AssetReference(.smartCampaign, 1010): "all campaigns"])
        #expect(decision.next == .proceed)
    }

    @Test func needsACampaign() throws {
        #expect(try StepBench.problems("Remove from Flow", [:]) == ["Campaign: is missing"])
        #expect(
            try StepBench.problems("Remove from Flow", ["Campaign": "Nowhere"])
                == ["Campaign: 'Nowhere' is not a known smart campaign"])
    }
}
