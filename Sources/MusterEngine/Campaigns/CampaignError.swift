public import MusterModel

/// Why a campaign refuses what it was told. The API turns each case into its code and text.
public enum CampaignError: Error, Sendable, Equatable {
    case notFound(SmartCampaignID)
    case alreadyActive
    case notActive
    case hasNoTrigger
    case hasNoFlowStep
    case invalidRules([Diagnostic])
    case invalidFlow([Diagnostic])
    /// Requested, but it has no trigger at all.
    case notTriggerCampaign(SmartCampaignID)
    /// Requested while switched off.
    case requestedWhileInactive(SmartCampaignID)
    /// Has no *Campaign is Requested* trigger that admits the source.
    case notRequestable(SmartCampaignID)
    /// Scheduled, but it has triggers.
    case notBatchCampaign(SmartCampaignID)
    /// Scheduled, but there is nobody it could run for or nothing it could do.
    case notSchedulable(SmartCampaignID, reason: String)
    /// More than two years ahead.
    case runAtTooFar
    case unknownLeads([LeadID])
}
