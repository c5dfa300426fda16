public import MusterModel
public import MusterRules

/// `Request Campaign`: lets the lead enter a trigger campaign, and goes on without waiting for it.
///
/// - Campaign: must be active and have a *Campaign is Requested* trigger that admits
///   `Marketo Flow Action`; otherwise the step is skipped (our choice). Tokens do not travel.
/// - Errors: a campaign that has been deleted fails the step.
/// - Source: product docs, "Request Campaign".
public struct RequestCampaignStep: FlowStepType {
    public static let typeID = 47
    public static let name = "Request Campaign"
    public static let summary = "Requests an active trigger campaign for the lead."
    public static let parameters = [
        StepParameter(151, "Campaign", .asset(.smartCampaign), "A trigger campaign that can be requested.")
    ]
    public static let priority = StepPriority.medium

    private let campaign: AssetReference

    public init(_ parameters: StepParameters) throws(RuleError) {
        campaign = try parameters.asset(.smartCampaign, "Campaign")
    }

    public var requiredFields: TokenUse { .none }
    public var assets: [AssetReference] { [campaign] }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        guard let name = context.assetNames[campaign] else {
            return .failed("the smart campaign \(campaign.id) has been deleted")
        }
        let id = SmartCampaignID(campaign.id)
        guard context.requestable.contains(id) else {
            return .skipped("'\(name)' is not active or does not admit requests by \(StepContext.source)")
        }
        let activity = context.activity(
            Self.typeID, of: facts.lead.id, about: campaign.id, named: name,
            ["Source": .string(StepContext.source)])
        return StepDecision([.requestCampaign(id, activity: activity)])
    }
}
