public import MusterModel

private let columns = """
    id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, finished_at, failure, context_id, \
    front_version, front_step_index, front_lead_id, qualified, completed, skipped, failed_steps, is_moving, \
    after_activity_id, removed
    """

extension StoreReader {
    public func run(_ id: CampaignRunID) throws -> RunRecord? {
        try runs("SELECT \(columns) FROM campaign_run WHERE id = ?", [.id(id)]).first
    }

    /// `nil` when the campaign has no such run.
    public func run(_ id: CampaignRunID, of campaign: SmartCampaignID) throws -> RunRecord? {
        try run(id).flatMap { $0.run.campaignID == campaign ? $0 : nil }
    }

    /// Newest first.
    public func runs(of campaign: SmartCampaignID) throws -> [RunRecord] {
        try runs(
            "SELECT \(columns) FROM campaign_run WHERE campaign_id = ? ORDER BY id DESC",
            [.id(campaign)])
    }

    /// Batch runs whose time has come, those due longest first: the first of each campaign, and at most
    /// so many. Campaigns among `busy` have none.
    public func dueRuns(at now: Instant, busy: Set<SmartCampaignID> = [], limit: Int) throws -> [CampaignRun] {
        var (due, seen): ([CampaignRun], Set<SmartCampaignID>) = ([], busy)
        try connection.query(
            """
            SELECT \(columns) FROM campaign_run WHERE state = 'scheduled' AND scheduled_at <= ? \
            ORDER BY scheduled_at, id
            """, [.instant(now)]
        ) { row in
            let run = RunRecord(row).run
            if seen.insert(run.campaignID).inserted { due.append(run) }
            return due.count < limit
        }
        return due
    }

    /// Runs that ask for work (`RunRecord.isMoving`), the oldest first. Runs all of whose people wait are
    /// not among them, so that a thousand of those cost nothing.
    public func movingRuns() throws -> [RunRecord] {
        try runs("SELECT \(columns) FROM campaign_run WHERE is_moving = 1 ORDER BY started_at, id", [])
    }

    public func runningRun(of campaign: SmartCampaignID) throws -> RunRecord? {
        try runs(
            """
            SELECT \(columns) FROM campaign_run WHERE state = 'running' AND campaign_id = ? \
            ORDER BY id DESC LIMIT 1
            """, [.id(campaign)]
        ).first
    }

    /// Whether a run of the campaign is running, or was aborted and people have yet to leave it.
    func mayHoldPeople(_ campaign: SmartCampaignID) throws -> Bool {
        try hasRun(campaign, where: "state = 'running' OR is_moving = 1")
    }

    /// Whether a run of the campaign is planned that has not started, by anybody or by `origin`.
    public func hasScheduledRun(_ campaign: SmartCampaignID, origin: CampaignRun.Origin? = nil) throws -> Bool {
        try hasRun(campaign, where: "state = 'scheduled'" + (origin == nil ? "" : " AND origin = ?"), origin)
    }

    /// Whether a run of the campaign is planned, or has started and is not over: people may be in its flow.
    public func hasOpenRun(_ campaign: SmartCampaignID) throws -> Bool {
        try hasRun(campaign, where: "state IN ('scheduled', 'running')")
    }

    /// Whether a run is waiting, running or done; those that were taken back before they started do
    /// not count.
    public func hasRun(_ campaign: SmartCampaignID) throws -> Bool {
        try hasRun(campaign, where: "state <> 'cancelled' OR started_at IS NOT NULL")
    }

    private func hasRun(
        _ campaign: SmartCampaignID, where condition: String, _ origin: CampaignRun.Origin? = nil
    ) throws -> Bool {
        try connection.hasRow(
            "SELECT 1 FROM campaign_run WHERE campaign_id = ? AND (\(condition)) LIMIT 1",
            [.id(campaign)] + (origin.map { [.text($0.rawValue)] } ?? []))
    }

    /// The first scheduled start after `instant`.
    public func nextScheduledRun(after instant: Instant) throws -> Instant? {
        try self.instant(
            "SELECT min(scheduled_at) FROM campaign_run WHERE state = 'scheduled' AND scheduled_at > ?",
            [.instant(instant)])
    }

    /// Whether a run that no recurrence has planned begins after `now`, or people wait until then in a run that
    /// no recurrence has begun after `start`.
    public func waitsBesideRecurrences(since start: Instant, after now: Instant) throws -> Bool {
        try connection.hasRow(
            """
            SELECT 1 FROM campaign_run r WHERE state = 'scheduled' AND origin <> 'recurrence' AND scheduled_at > ?
              OR state = 'running' AND (origin <> 'recurrence' OR started_at <= ?) AND EXISTS (
                SELECT 1 FROM flow_entry
                  WHERE run_id = r.id AND is_detached = 1 AND is_waiting = 1 AND wake_at > ?)
            """, [.instant(now), .instant(start), .instant(now)])
    }

    /// The one instant that a query asks for, such as the earliest of something.
    func instant(_ sql: String, _ arguments: [SQLValue] = []) throws -> Instant? {
        try connection.first(sql, arguments) { $0.instantOrNil(0) } ?? nil
    }

    private func runs(_ sql: String, _ arguments: [SQLValue]) throws -> [RunRecord] {
        try connection.all(sql, arguments, RunRecord.init)
    }
}

extension CampaignRun.State {
    /// A run that was stopped is stored as one that was cancelled after it had started.
    fileprivate init(stored text: String, hasStarted: Bool) {
        let state = Self(rawValue: text) ?? .failed
        self = state == .cancelled && hasStarted ? .aborted : state
    }

    fileprivate var stored: String { (self == .aborted ? .cancelled : self).rawValue }
}

extension RunRecord {
    fileprivate init(_ row: any SQLRow) {
        run = CampaignRun(
            id: CampaignRunID(row.int(0)), campaignID: SmartCampaignID(row.int(1)),
            state: CampaignRun.State(stored: row.text(2), hasStarted: row.instantOrNil(6) != nil),
            origin: CampaignRun.Origin(rawValue: row.text(3)) ?? .command, scheduledAt: row.instant(5),
            startedAt: row.instantOrNil(6), finishedAt: row.instantOrNil(7), failure: row.textOrNil(8))
        isTrigger = row.flag(4)
        contextID = row.intOrNil(9)
        front = RunFront(version: Int(row.int(10)), position: Int(row.int(11)), lead: LeadID(row.int(12)))
        counters = RunCounters(
            qualified: Int(row.int(13)), completed: Int(row.int(14)), removed: Int(row.int(19)),
            skipped: Int(row.int(15)), failed: Int(row.int(16)))
        isMoving = row.flag(17)
        afterActivityID = ActivityID(row.int(18))
    }
}

extension StoreWriter {
    /// A batch run that waits for its time, or a trigger campaign's run that has begun: events from
    /// before are none of its.
    @discardableResult
    public func createRun(
        of campaign: SmartCampaignID, origin: CampaignRun.Origin, isTrigger: Bool, scheduledAt: Instant,
        contextID: Int64? = nil
    ) throws -> CampaignRunID {
        if !isTrigger { try tell(.schedule(campaign)) }
        let id = try nextIDs(.campaignRun, count: 1)
        announce(.runs)
        try write(
            .asset(CampaignRunID(id)),
            """
            INSERT INTO campaign_run (id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, \
            context_id, front_step_index, front_lead_id, qualified, completed, skipped, failed_steps, \
            after_activity_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?)
            """,
            [
                .int(id), .id(campaign), .text((isTrigger ? CampaignRun.State.running : .scheduled).rawValue),
                .text(origin.rawValue), .flag(isTrigger), .instant(scheduledAt),
                .instantOrNull(isTrigger ? scheduledAt : nil), .intOrNull(contextID),
                .id(isTrigger ? try reader.lastActivityID() : 0),
            ])
        return CampaignRunID(id)
    }

    /// The run, which has not started, falls due at another time.
    public func reschedule(_ id: CampaignRunID, at instant: Instant) throws {
        try tell(ofPlanned: id)
        announce(.runs)
        try write(
            .asset(id), "UPDATE campaign_run SET scheduled_at = ? WHERE id = ?", [.instant(instant), .id(id)])
        // Commits are not kept for a search that is of no use any more.
        try endStart(of: id)
    }

    /// The moment of the run is that of its evaluation; people may enter later.
    public func startRun(_ id: CampaignRunID, front: RunFront, at moment: Instant) throws {
        announce(.runs)
        try write(
            .asset(id),
            """
            UPDATE campaign_run SET state = 'running', started_at = ?, is_moving = 1, front_version = ?, \
            front_step_index = ? WHERE id = ?
            """, [.instant(moment), .int(Int64(front.version)), .int(Int64(front.position)), .id(id)])
    }

    /// `state` is a final one.
    public func endRun(_ id: CampaignRunID, state: CampaignRun.State, failure: String? = nil) throws {
        try tell(ofPlanned: id)
        try write(
            .asset(id),
            "UPDATE campaign_run SET state = ?, finished_at = ?, failure = ?, is_moving = 0 WHERE id = ?",
            [
                .text(state.stored), .instant(now),
                .textOrNull(failure?.excerpt(bytes: StoreError.longestDescription)), .id(id),
            ])
        try endStart(of: id)
    }

    private func tell(ofPlanned id: CampaignRunID) throws {
        guard oversight != nil, let run = try reader.run(id)?.run, run.state == .scheduled else { return }
        try tell(.schedule(run.campaignID))
    }

    public func moveFront(of id: CampaignRunID, to front: RunFront) throws {
        try write(
            .work(.runs),
            "UPDATE campaign_run SET front_version = ?, front_step_index = ?, front_lead_id = ? WHERE id = ?",
            [.int(Int64(front.version)), .int(Int64(front.position)), .id(front.lead), .id(id)])
    }

    public func addToCounters(of id: CampaignRunID, _ added: RunCounters) throws {
        guard added != RunCounters() else { return }
        try write(
            .detail,
            """
            UPDATE campaign_run SET qualified = qualified + ?, completed = completed + ?, removed = removed + ?, \
            skipped = skipped + ?, failed_steps = failed_steps + ? WHERE id = ?
            """,
            [
                .int(Int64(added.qualified)), .int(Int64(added.completed)), .int(Int64(added.removed)),
                .int(Int64(added.skipped)), .int(Int64(added.failed)), .id(id),
            ])
    }

    /// Takes back the runs that have not started: those a recurrence has planned, or all for `nil`.
    public func cancelScheduledRuns(of campaign: SmartCampaignID, origin: CampaignRun.Origin? = nil) throws {
        if oversight != nil, try reader.hasScheduledRun(campaign, origin: origin) { try tell(.schedule(campaign)) }
        let scope = "campaign_id = ? AND state = 'scheduled'" + (origin == nil ? "" : " AND origin = ?")
        let arguments = [.id(campaign)] + (origin.map { [SQLValue.text($0.rawValue)] } ?? [])
        // One that is due may be about to begin.
        try write(
            .work(.runs),
            "DELETE FROM run_start WHERE run_id IN (SELECT id FROM campaign_run WHERE \(scope))", arguments)
        try write(
            .asset(campaign), "UPDATE campaign_run SET state = 'cancelled', finished_at = ? WHERE \(scope)",
            [.instant(now)] + arguments)
    }
}

extension StoreWriter {
    /// Stops a run that has begun: nobody takes another step in it, and everyone leaves, a chunk at a
    /// time.
    public func abortRun(_ id: CampaignRunID, because reason: String?) throws {
        try endRun(id, state: .aborted, failure: reason)
        try write(.work(.runs), "UPDATE campaign_run SET is_moving = 1 WHERE id = ?", [.id(id)])
    }
}

/// A run with what the executor needs to carry it on.
public struct RunRecord: Sendable {
    public var run: CampaignRun
    public var isTrigger: Bool
    /// People of a batch run move with its front, or have yet to leave a run of either kind after it was
    /// aborted. Also the newest run of a deleted campaign, though it may have finished long ago, until the
    /// campaign's members are forgotten. In all other runs people are only to wait.
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
