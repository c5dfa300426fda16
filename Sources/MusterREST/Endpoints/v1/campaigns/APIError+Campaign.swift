import MusterEngine
import MusterModel
import MusterRules

extension APIError {
    /// What the lead API says when a campaign refuses.
    init(lead error: CampaignError) {
        switch error {
        case .notFound: self = .campaignNotFound
        case .notTriggerCampaign(let id): self = .invalidCampaign(id.rawValue, "is not a trigger campaign")
        case .requestedWhileInactive(let id): self = .invalidCampaign(id.rawValue, "is not active")
        case .notRequestable(let id):
            self = .invalidCampaign(
                id.rawValue,
                "does not have a 'Campaign is Requested' trigger with source '\(RequestSource.webService)'")
        case .notBatchCampaign(let id): self = .invalidCampaign(id.rawValue, "is not a batch campaign")
        case .notSchedulable(let id, let reason):
            self = .invalidCampaign(id.rawValue, "cannot be scheduled: \(reason)")
        case .runAtTooFar: self = .invalidRunAt
        case .unknownLeads(let leads): self = .leadsNotFound(leads.map(\.rawValue))
        case .alreadyActive, .notActive, .hasNoTrigger, .hasNoFlowStep:
            self = APIError(.invalidValue, "\(error)")
        case .invalidRules(let problems), .invalidFlow(let problems):
            self = APIError(.invalidValue, problems.map(\.description).joined(separator: "; "))
        }
    }
}
