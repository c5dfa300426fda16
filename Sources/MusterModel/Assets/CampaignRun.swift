/// One execution of a batch campaign, or the open-ended life of an activated trigger campaign.
public struct CampaignRun: Sendable {
    /// `docs/states/campaign-run.md` draws the transitions.
    public enum State: String, Sendable, CaseIterable {
        /// Has a time to start, which lies ahead.
        case scheduled
        /// People are in the flow, or (trigger) may enter it.
        case running
        /// Nobody is left in the flow, and nobody can enter.
        case finished
        /// Did not start: the list or the flow is invalid, or too many people qualified.
        case failed
        /// Taken back before it started.
        case cancelled
    }
    /// What made the run.
    public enum Origin: String, Sendable, CaseIterable { case api, recurrence, activation, command }

    public let id: CampaignRunID
    public let campaignID: SmartCampaignID
    public var state: State
    public var origin: Origin
    public var scheduledAt: Instant
    public var startedAt: Instant?
    public var finishedAt: Instant?
    /// Why it failed, in words; `nil` otherwise.
    public var failure: String?

    public init(
        id: CampaignRunID, campaignID: SmartCampaignID, state: State, origin: Origin, scheduledAt: Instant,
        startedAt: Instant? = nil, finishedAt: Instant? = nil, failure: String? = nil
    ) {
        self.id = id
        self.campaignID = campaignID
        self.state = state
        self.origin = origin
        self.scheduledAt = scheduledAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.failure = failure
    }
}
