public import MusterModel

private let columns = """
    id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, finished_at, failure, context_id, \
    front_step_id, front_step_index, front_lead_id, qualified, completed, skipped, failed_steps
    """

extension StoreReader {
    public func run(_ id: CampaignRunID) throws -> RunRecord? {
        try runs("SELECT \(columns) FROM campaign_run WHERE id = ?", [.int(id.rawValue)]).first
    }

    /// Newest first.
    public func runs(of campaign: SmartCampaignID) throws -> [RunRecord] {
        try runs(
            "SELECT \(columns) FROM campaign_run WHERE campaign_id = ? ORDER BY id DESC",
            [.int(campaign.rawValue)])
    }

    /// Batch runs whose time has come, the longest due first.
    public func dueRuns(at now: Instant, limit: Int) throws -> [RunRecord] {
        try runs(
            """
            SELECT \(columns) FROM campaign_run WHERE state = 'scheduled' AND scheduled_at <= ? \
            ORDER BY scheduled_at, id LIMIT ?
            """, [.int(now.milliseconds), .int(Int64(limit))])
    }

    /// Runs that people may be in, oldest first.
    public func runningRuns(triggers: Bool) throws -> [RunRecord] {
        try runs(
            """
            SELECT \(columns) FROM campaign_run WHERE state = 'running' AND is_trigger = ? \
            ORDER BY started_at, id
            """, [.int(triggers ? 1 : 0)])
    }

    public func runningRun(of campaign: SmartCampaignID) throws -> RunRecord? {
        try runs(
            """
            SELECT \(columns) FROM campaign_run WHERE state = 'running' AND campaign_id = ? \
            ORDER BY id DESC LIMIT 1
            """, [.int(campaign.rawValue)]
        ).first
    }

    /// Whether a run is waiting, running or done; cancelled ones do not count.
    public func hasRun(_ campaign: SmartCampaignID) throws -> Bool {
        var found = false
        let sql = "SELECT 1 FROM campaign_run WHERE campaign_id = ? AND state <> 'cancelled' LIMIT 1"
        try connection.query(sql, [.int(campaign.rawValue)]) { _ in
            found = true
            return false
        }
        return found
    }

    public func nextScheduledRun() throws -> Instant? {
        try instant("SELECT min(scheduled_at) FROM campaign_run WHERE state = 'scheduled'")
    }

    func instant(_ sql: String, _ arguments: [SQLValue] = []) throws -> Instant? {
        var result: Instant?
        try connection.query(sql, arguments) { row in
            if !row.isNull(0) { result = Instant(milliseconds: row.int(0)) }
            return false
        }
        return result
    }

    private func runs(_ sql: String, _ arguments: [SQLValue]) throws -> [RunRecord] {
        var records: [RunRecord] = []
        try connection.query(sql, arguments) { row in
            records.append(record(row))
            return true
        }
        return records
    }

    private func record(_ row: any SQLRow) -> RunRecord {
        func instant(_ column: Int) -> Instant? {
            row.isNull(column) ? nil : Instant(milliseconds: row.int(column))
        }
        let run = CampaignRun(
            id: CampaignRunID(row.int(0)), campaignID: SmartCampaignID(row.int(1)),
            state: CampaignRun.State(rawValue: row.text(2)) ?? .failed,
            origin: CampaignRun.Origin(rawValue: row.text(3)) ?? .command,
            scheduledAt: Instant(milliseconds: row.int(5)), startedAt: instant(6), finishedAt: instant(7),
            failure: row.isNull(8) ? nil : row.text(8))
        return RunRecord(
            run: run, isTrigger: row.int(4) == 1, contextID: row.isNull(9) ? nil : row.int(9),
            front: RunFront(
                stepID: row.isNull(10) ? nil : row.int(10), stepIndex: Int(row.int(11)), lead: LeadID(row.int(12))),
            counters: RunCounters(
                qualified: Int(row.int(13)), completed: Int(row.int(14)), skipped: Int(row.int(15)),
                failed: Int(row.int(16))))
    }
}

extension StoreWriter {
    /// A batch run that waits for its time, or a trigger campaign's run that has begun.
    @discardableResult
    public func createRun(
        of campaign: SmartCampaignID, origin: CampaignRun.Origin, isTrigger: Bool, scheduledAt: Instant,
        contextID: Int64? = nil
    ) throws -> CampaignRunID {
        let id = try nextIDs(.campaignRun, count: 1)
        try connection.execute(
            """
            INSERT INTO campaign_run (id, campaign_id, state, origin, is_trigger, scheduled_at, started_at, \
            context_id, front_step_index, front_lead_id, qualified, completed, skipped, failed_steps) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0)
            """,
            [
                .int(id), .int(campaign.rawValue),
                .text((isTrigger ? CampaignRun.State.running : .scheduled).rawValue),
                .text(origin.rawValue), .int(isTrigger ? 1 : 0), .int(scheduledAt.milliseconds),
                isTrigger ? .int(scheduledAt.milliseconds) : .null, contextID.map(SQLValue.int) ?? .null,
            ])
        changes.assets = true
        changes.hasEngineWork = true
        return CampaignRunID(id)
    }

    public func startRun(_ id: CampaignRunID, front: RunFront) throws {
        try connection.execute(
            "UPDATE campaign_run SET state = 'running', started_at = ?, front_step_id = ?, front_step_index = ? WHERE id = ?",
            [
                .int(now.milliseconds), front.stepID.map(SQLValue.int) ?? .null, .int(Int64(front.stepIndex)),
                .int(id.rawValue),
            ])
        changes.assets = true
        changes.hasEngineWork = true
    }

    /// `state` is one of the three final ones.
    public func endRun(_ id: CampaignRunID, state: CampaignRun.State, failure: String? = nil) throws {
        try connection.execute(
            "UPDATE campaign_run SET state = ?, finished_at = ?, failure = ? WHERE id = ?",
            [
                .text(state.rawValue), .int(now.milliseconds), failure.map(SQLValue.text) ?? .null,
                .int(id.rawValue),
            ])
        changes.assets = true
    }

    public func moveFront(of id: CampaignRunID, to front: RunFront) throws {
        try connection.execute(
            "UPDATE campaign_run SET front_step_id = ?, front_step_index = ?, front_lead_id = ? WHERE id = ?",
            [
                front.stepID.map(SQLValue.int) ?? .null, .int(Int64(front.stepIndex)),
                .int(front.lead.rawValue), .int(id.rawValue),
            ])
    }

    public func addToCounters(of id: CampaignRunID, _ added: RunCounters) throws {
        guard added != RunCounters() else { return }
        try connection.execute(
            """
            UPDATE campaign_run SET qualified = qualified + ?, completed = completed + ?, \
            skipped = skipped + ?, failed_steps = failed_steps + ? WHERE id = ?
            """,
            [
                .int(Int64(added.qualified)), .int(Int64(added.completed)), .int(Int64(added.skipped)),
                .int(Int64(added.failed)), .int(id.rawValue),
            ])
    }

    /// Takes back the runs a recurrence has planned.
    public func cancelScheduledRuns(of campaign: SmartCampaignID, origin: CampaignRun.Origin) throws {
        let cancelled = try connection.execute(
            "UPDATE campaign_run SET state = 'cancelled', finished_at = ? WHERE campaign_id = ? AND origin = ? AND state = 'scheduled'",
            [.int(now.milliseconds), .int(campaign.rawValue), .text(origin.rawValue)])
        if cancelled > 0 { changes.assets = true }
    }
}
