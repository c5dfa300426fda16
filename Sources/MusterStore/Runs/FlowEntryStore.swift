public import MusterModel

private let columns = """
    id, run_id, campaign_id, lead_id, step_id, step_index, after_step_id, wake_at, is_waiting, \
    trigger_activity_id, context_id, depth
    """

extension StoreReader {
    /// The next people of a batch run's front, by ascending lead.
    public func attachedEntries(of run: CampaignRunID, after lead: LeadID, limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE run_id = ? AND is_detached = 0 AND lead_id > ? \
            ORDER BY lead_id LIMIT ?
            """, [.id(run), .id(lead), .int(Int64(limit))])
    }

    /// Detached people who may take their next step, first in the queue first.
    public func readyEntries(limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 0 \
            ORDER BY wake_at, id LIMIT ?
            """, [.int(Int64(limit))])
    }

    /// Waiting people whose time has come, the earliest first.
    public func entriesToWake(at now: Instant, limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 1 AND wake_at <= ? \
            ORDER BY wake_at, id LIMIT ?
            """, [.instant(now), .int(Int64(limit))])
    }

    public func nextWake() throws -> Instant? {
        try instant("SELECT min(wake_at) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 1")
    }

    /// How many people each run of a campaign holds, and how many of them wait; without the runs that
    /// hold nobody.
    public func occupancy(
        ofRunsOf campaign: SmartCampaignID
    ) throws -> [CampaignRunID: (inFlow: Int, waiting: Int)] {
        let runs = try connection.all(
            """
            SELECT run_id, count(*), sum(is_waiting) FROM flow_entry \
            WHERE run_id IN (SELECT id FROM campaign_run WHERE campaign_id = ?) GROUP BY run_id
            """, [.id(campaign)]
        ) { (CampaignRunID($0.int(0)), (inFlow: Int($0.int(1)), waiting: Int($0.int(2)))) }
        return Dictionary(runs, uniquingKeysWith: { first, _ in first })
    }

    private func entries(_ sql: String, _ arguments: [SQLValue]) throws -> [FlowEntry] {
        try connection.all(sql, arguments, FlowEntry.init)
    }
}

extension FlowEntry {
    fileprivate init(_ row: any SQLRow) {
        id = row.int(0)
        runID = CampaignRunID(row.int(1))
        campaignID = SmartCampaignID(row.int(2))
        leadID = LeadID(row.int(3))
        place = FlowPlace(
            stepID: row.intOrNil(4), stepIndex: Int(row.int(5)), afterStepID: row.intOrNil(6),
            dueAt: row.instant(7), isWaiting: row.flag(8))
        triggerActivityID = row.intOrNil(9).map { ActivityID($0) }
        contextID = row.intOrNil(10)
        depth = Int(row.int(11))
    }
}

/// A person about to enter a flow.
public struct NewFlowEntry: Sendable {
    public var leadID: LeadID
    /// `nil` for the people of a batch run, who move with its front.
    public var place: FlowPlace?
    public var triggerActivityID: ActivityID?
    public var contextID: Int64?
    public var depth: Int

    public init(
        lead: LeadID, place: FlowPlace? = nil, trigger: ActivityID? = nil, contextID: Int64? = nil, depth: Int = 0
    ) {
        self.leadID = lead
        self.place = place
        self.triggerActivityID = trigger
        self.contextID = contextID
        self.depth = depth
    }
}

extension StoreWriter {
    /// Puts people into a run's flow and counts them as members of its campaign.
    public func enter(_ entries: [NewFlowEntry], run: CampaignRunID, campaign: SmartCampaignID) throws {
        guard !entries.isEmpty else { return }
        let first = try nextIDs(.flowEntry, count: entries.count)
        let now = now.milliseconds
        try write(
            .entered(campaign, entries.map(\.leadID)),
            """
            INSERT INTO flow_entry (id, run_id, campaign_id, lead_id, is_detached, step_id, step_index, \
            after_step_id, wake_at, is_waiting, trigger_activity_id, context_id, depth, entered_at) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, count: entries.count
        ) { binder, index in
            let entry = entries[index]
            binder.bind(first + Int64(index))
            binder.bind(run.rawValue)
            binder.bind(campaign.rawValue)
            binder.bind(entry.leadID.rawValue)
            binder.bind(entry.place == nil ? 0 : Int64(1))
            binder.bind(optional: entry.place?.stepID)
            binder.bind(Int64(entry.place?.stepIndex ?? 0))
            binder.bind(optional: entry.place?.afterStepID)
            binder.bind(entry.place?.dueAt.milliseconds ?? now)
            binder.bind(entry.place?.isWaiting == true ? 1 : Int64(0))
            binder.bind(optional: entry.triggerActivityID?.rawValue)
            binder.bind(optional: entry.contextID)
            binder.bind(Int64(entry.depth))
            binder.bind(now)
        }
        try write(
            .work(.entries),
            """
            INSERT INTO campaign_member (campaign_id, lead_id, first_entered_at, last_entered_at, entries) \
            VALUES (?, ?, ?, ?, 1) ON CONFLICT (campaign_id, lead_id) DO UPDATE \
            SET last_entered_at = excluded.last_entered_at, entries = campaign_member.entries + 1
            """, count: entries.count
        ) { binder, index in
            binder.bind(campaign.rawValue)
            binder.bind(entries[index].leadID.rawValue)
            binder.bind(now)
            binder.bind(now)
        }
        try addToCounters(of: run, RunCounters(qualified: entries.count))
    }

    /// Gives people a place of their own.
    public func place(_ entries: [(id: Int64, place: FlowPlace)]) throws {
        try write(
            .work(.entries),
            """
            UPDATE flow_entry SET is_detached = 1, step_id = ?, step_index = ?, after_step_id = ?, \
            wake_at = ?, is_waiting = ? WHERE id = ?
            """, count: entries.count
        ) { binder, index in
            let (id, place) = entries[index]
            binder.bind(optional: place.stepID)
            binder.bind(Int64(place.stepIndex))
            binder.bind(optional: place.afterStepID)
            binder.bind(place.dueAt.milliseconds)
            binder.bind(place.isWaiting ? 1 : Int64(0))
            binder.bind(id)
        }
    }

    /// Ends people's passages.
    public func leave(_ entries: [Int64]) throws {
        try write(.work(.entries), "DELETE FROM flow_entry WHERE id = ?", count: entries.count) { binder, index in
            binder.bind(entries[index])
        }
    }

    /// Ends the passages of everyone a finished front has carried to the end, at most `limit`;
    /// returns how many.
    public func leaveAttached(of run: CampaignRunID, limit: Int) throws -> Int {
        try write(
            .work(.entries),
            """
            DELETE FROM flow_entry WHERE id IN \
            (SELECT id FROM flow_entry WHERE run_id = ? AND is_detached = 0 ORDER BY lead_id LIMIT ?)
            """, [.id(run), .int(Int64(limit))])
    }

    /// Ends every passage of the leads through the campaign, or through all campaigns for `nil`,
    /// except `keeping`. Returns how many ended, by run.
    public func removeFromFlow(
        _ leads: [LeadID], of campaign: SmartCampaignID?, keeping: Set<Int64> = []
    ) throws -> [CampaignRunID: Int] {
        guard !leads.isEmpty else { return [:] }
        let scope = campaign == nil ? "" : " AND campaign_id = ?"
        let entries = try connection.all(
            "SELECT id, run_id FROM flow_entry WHERE \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))\(scope)",
            [.ids(leads)] + (campaign.map { [.id($0)] } ?? [])
        ) { (id: $0.int(0), run: CampaignRunID($0.int(1))) }.filter { !keeping.contains($0.id) }
        try leave(entries.map(\.id))
        return entries.reduce(into: [:]) { $0[$1.run, default: 0] += 1 }
    }
}

extension SQLBinder {
    mutating func bind(optional value: Int64?) {
        if let value { bind(value) } else { bindNull() }
    }
}
