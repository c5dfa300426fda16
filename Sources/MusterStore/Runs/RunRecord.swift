public import MusterModel

/// A run with what the executor needs to carry it on.
public struct RunRecord: Sendable {
    public var run: CampaignRun
    public var isTrigger: Bool
    /// A batch run with people who move with its front. Others are in it only to wait.
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
    /// People who left it: at its end, by a step, or because they were deleted.
    public var completed = 0
    /// Step executions without effect because the person did not allow one.
    public var skipped = 0
    /// Step executions that could not act, such as on a deleted asset.
    public var failed = 0

    public init(qualified: Int = 0, completed: Int = 0, skipped: Int = 0, failed: Int = 0) {
        self.qualified = qualified
        self.completed = completed
        self.skipped = skipped
        self.failed = failed
    }
}
