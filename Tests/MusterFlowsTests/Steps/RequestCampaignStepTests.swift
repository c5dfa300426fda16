import MusterFlows
import MusterModel
import MusterRules
import Testing

@Suite struct RequestCampaignStepTests {
    private let parameters: [String: RuleValue] = ["Campaign": RuleValue("Spring.Hot", assetID: 1010)]
    private let names = [AssetReference(.smartCampaign, 1010): "Spring.Hot"]

    @Test func requestsACampaignThatAdmitsIt() throws {
        let decision = try StepBench(assetNames: names, requestable: [1010]).decide("Request Campaign", parameters)
        guard decision.effects.count == 1, case .requestCampaign(let id, let activity) = decision.effects[0] else {
            Issue.record("no request")
            return
        }
        #expect(id == 1010)
        #expect(activity.typeID == 47)
        #expect(activity.leadID == 5)
        #expect(activity.campaignID == 1004)
        #expect(activity.primaryID == 1010)
        #expect(activity.primaryValue == "Spring.Hot")
        #expect(activity.attributes == ["Source": "Marketo Flow Action"])
        #expect(decision.next == .proceed)
    }

    @Test func aCampaignThatDoesNotAdmitItIsSkipped() throws {
        #expect(try StepBench(assetNames: names, requestable: [1011]).decide("Request Campaign", parameters).isSkipped)
    }

    @Test func aDeletedCampaignFailsTheStep() throws {
        #expect(try StepBench(requestable: [1010]).decide("Request Campaign", parameters).isFailed)
    }

    @Test func needsACampaign() throws {
        #expect(try StepBench.problems("Request Campaign", [:]) == ["Campaign: is missing"])
        #expect(
            try StepBench.problems("Request Campaign", ["Campaign": "Hot"])
                == ["Campaign: 'Hot' is not a known smart campaign"])
    }
}
