import MusterFlows
public import MusterModel
import MusterRules
import MusterStore

/// The status a campaign is answered with: derived, never stored.
/// - Source: Adobe's asset swagger for the words; the conditions are our choice.
public enum CampaignStatus: String, Sendable {
    case neverRun = "Never Run"
    case singleRun = "Single Run"
    case recurringRun = "Recurring Run"
    case inactive = "Inactive"
    case active = "Active"
    case requested = "Requested"
    case invalid = "Invalid"

    /// The first of these that holds.
    public init(_ definition: CampaignDefinition, hasRun: Bool, at moment: Moment) {
        let campaign = definition.campaign
        if !definition.isValid {
            self = .invalid
        } else if definition.isTrigger {
            let onlyRequests = definition.triggers.allSatisfy {
                $0.pattern.typeID == ActivityType.requestCampaign.id
            }
            self = campaign.isActive ? (onlyRequests ? .requested : .active) : .inactive
        } else if campaign.recurrence?.next(after: moment.instant, in: moment.timeZone) != nil {
            self = .recurringRun
        } else {
            self = hasRun ? .singleRun : .neverRun
        }
    }
}
