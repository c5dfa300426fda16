public import MusterModel

/// A run with what the executor needs to carry it on.
public struct RunRecord: Sendable {
    public var run: CampaignRun
    public var isTrigger: Bool
    /// People of a batch run move with its front, or have yet to leave it after it was aborted. Others
    /// are in it only to wait.
    public var isMoving: Bool
    /// The end of the activity log when a trigger campaign was activated: nothing up to it counts.
    public var afterActivityID: ActivityID
    /// Token overrides given with the request that made the run.
    public var contextID: Int64?
    public var front: RunFront
    public var counters: RunCounters
}

/// How far the people of a batch run who move together have come: they all stand before the
/// front's step, those up to and including `lead` behind it. One row says it for a million people.
public struct RunFront: Sendable, Hashable {
    /// The version of the flow that `position` is counted in.
    public var version: Int
    /// How many steps everybody has passed: the index of the step that is being passed.
    public var position: Int
    /// The last lead who passed it; 0 when nobody has.
    public var lead: LeadID

    public init(version: Int, position: Int, lead: LeadID = 0) {
        self.version = version
        self.position = position
        self.lead = lead
    }
}

/// What a run has done so far; also used as what a chunk adds.
public struct RunCounters: Sendable, Hashable {
    /// People who entered the flow.
    public var qualified = 0
    /// People who reached its end.
    public var completed = 0
    /// People who left it before its end: by *Remove from Flow*, because they were deleted or merged,
    /// or because the run was aborted. Qualified = in the flow + completed + removed, always.
    public var removed = 0
    /// Step executions without effect because the person did not allow one.
    public var skipped = 0
    /// Step executions that could not act, such as on a deleted asset. Whom that happened to goes on
    /// with the next step, so that he counts here as well as, at the end, in `completed`.
    public var failed = 0

    public init(qualified: Int = 0, completed: Int = 0, removed: Int = 0, skipped: Int = 0, failed: Int = 0) {
        self.qualified = qualified
        self.completed = completed
        self.removed = removed
        self.skipped = skipped
        self.failed = failed
    }
}
