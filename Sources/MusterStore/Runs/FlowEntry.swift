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
    /// The chain of entries that it belongs to; `nil` when it is the first of one.
    public var chainID: Int64?
}

/// Where a detached person stands.
public struct FlowPlace: Sendable, Hashable {
    /// The version of the flow that `position` is counted in.
    public var version: Int
    /// How many steps lie behind: the index of the step to execute next.
    public var position: Int
    /// Waiting: when to wake. Ready: the place in the queue.
    public var dueAt: Instant
    public var isWaiting: Bool

    public init(version: Int, position: Int, dueAt: Instant, isWaiting: Bool) {
        self.version = version
        self.position = position
        self.dueAt = dueAt
        self.isWaiting = isWaiting
    }
}
