public import MusterModel

/// One person's passage through a run.
///
/// Attached entries move with the run's front and are never rewritten; an entry is detached, and
/// then has a place of its own, when it came from a trigger or has met a wait.
/// `docs/states/flow-entry.md` draws it.
public struct FlowEntry: Sendable {
    public let id: Int64
    public let runID: CampaignRunID
    public let campaignID: SmartCampaignID
    public let leadID: LeadID
    public var place: FlowPlace
    /// What the entry reacts to; its attributes are the trigger tokens.
    public var triggerActivityID: ActivityID?
    public var contextID: Int64?
    /// How many campaigns caused each other to get here.
    public var depth: Int
}

/// Where a detached person stands.
public struct FlowPlace: Sendable, Hashable {
    /// The step to execute next. `nil` with `afterStepID` set: the one after that step.
    public var stepID: Int64?
    /// The step's position when the place was written, for when it has been removed since.
    public var stepIndex: Int
    /// The wait that was passed last: people continue after it wherever it has been moved.
    public var afterStepID: Int64?
    /// Waiting: when to wake. Ready: the place in the queue.
    public var dueAt: Instant
    public var isWaiting: Bool

    public init(stepID: Int64?, stepIndex: Int, afterStepID: Int64? = nil, dueAt: Instant, isWaiting: Bool) {
        self.stepID = stepID
        self.stepIndex = stepIndex
        self.afterStepID = afterStepID
        self.dueAt = dueAt
        self.isWaiting = isWaiting
    }
}
