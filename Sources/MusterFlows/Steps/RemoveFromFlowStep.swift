public import MusterModel
public import MusterRules

/// `Remove from Flow`: ends the lead's stays in a campaign's flow, waiting or not.
///
/// - Campaign: a smart campaign, `this campaign` (which also skips the remaining steps) or
///   `all campaigns`.
/// - Errors: a campaign that has been deleted fails the step.
/// - Source: product docs, "Remove from Flow"; the words are our choice.
public struct RemoveFromFlowStep: FlowStepType {
    /// Muster's own: Marketo's activity log does not record the step.
    public static let typeID = 9602
    public static let name = "Remove from Flow"
    public static let summary = "Ends the lead's stays in the flow of a campaign, waiting or not."
    public static let parameters = [
        StepParameter(
            171, "Campaign", .assetOr(.smartCampaign, words: [thisCampaign, allCampaigns]),
            "A smart campaign, 'this campaign' or 'all campaigns'.")
    ]
    public static let priority = StepPriority.low

    static let thisCampaign = "this campaign"
    static let allCampaigns = "all campaigns"

    private enum Target: Sendable {
        case this, all
        case campaign(AssetReference)
    }
    private let target: Target

    public init(_ parameters: StepParameters) throws(RuleError) {
        let text = try parameters.required("Campaign").caseFolded
        // An id was found under the name: a campaign may well be called 'All campaigns'.
        if parameters["Campaign"]?.assetID == nil, text == Self.thisCampaign {
            target = .this
        } else if parameters["Campaign"]?.assetID == nil, text == Self.allCampaigns {
            target = .all
        } else {
            target = .campaign(try parameters.asset(.smartCampaign, "Campaign"))
        }
    }

    public var requiredFields: TokenUse { .none }
    public var assets: [AssetReference] { if case .campaign(let asset) = target { [asset] } else { [] } }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        switch target {
        case .this: return StepDecision([.removeFromFlow(nil)], next: .leave)
        case .all: return StepDecision([.removeFromAllFlows], next: .leave)
        case .campaign(let asset):
            if asset.id == context.campaign.id.rawValue {
                return StepDecision([.removeFromFlow(nil)], next: .leave)
            }
            guard context.assetNames[asset] != nil else {
                return .failed("the smart campaign \(asset.id) has been deleted")
            }
            return StepDecision([.removeFromFlow(SmartCampaignID(asset.id))])
        }
    }
}
