import MusterEngine
import MusterModel

extension APIError {
    /// What the asset API says when a campaign refuses to be switched on or off.
    init(activation error: CampaignError) {
        self =
            switch error {
            case .notFound: .assetNotFound(AssetSort.smartCampaign.title)
            case .alreadyActive: .businessRule("Smart Campaign is already activated")
            case .notActive: .businessRule("Smart Campaign is not activated")
            case .hasNoTrigger: .businessRule("Smart Campaign must have at least one trigger")
            case .hasNoFlowStep: .businessRule("Smart Campaign must have at least one flow step")
            case .invalidRules(let problems):
                .businessRule("Smart Campaign has invalid rules: \(Self.sentence(problems))")
            case .invalidFlow(let problems):
                .businessRule("Smart Campaign has invalid flow steps: \(Self.sentence(problems))")
            // Scheduling and requesting are calls of the lead API, which has words of its own.
            case .notTriggerCampaign, .requestedWhileInactive, .notRequestable, .notBatchCampaign,
                .notSchedulable, .runAtTooFar, .unknownLeads:
                .systemError
            }
    }

    private static func sentence(_ problems: [Diagnostic]) -> String {
        problems.map(\.description).joined(separator: "; ")
    }
}
