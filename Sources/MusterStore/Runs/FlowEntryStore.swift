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

    /// Of the wait that he is in, or of the step to execute next.
    public var stepIndex: Int { isWaiting ? position - 1 : position }

    public init(version: Int, position: Int, dueAt: Instant, isWaiting: Bool) {
        self.version = version
        self.position = position
        self.dueAt = dueAt
        self.isWaiting = isWaiting
    }
}

private let columns = """
    id, run_id, campaign_id, lead_id, flow_version, step_index, wake_at, is_waiting, trigger_activity_id, \
    context_id, depth, chain_id
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

    /// People of a batch run whom its front has carried past the step that it is at.
    public func attachedEntries(of run: CampaignRunID, upTo lead: LeadID, limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE run_id = ? AND is_detached = 0 AND lead_id <= ? \
            ORDER BY lead_id LIMIT ?
            """, [.id(run), .id(lead), .int(Int64(limit))])
    }

    /// Detached people who may take their next step, first in the queue first; without `excluded`
    /// people.
    public func readyEntries(limit: Int, except excluded: [LeadID] = []) throws -> [FlowEntry] {
        let others = excluded.isEmpty ? "" : " AND NOT \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))"
        return try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 0\(others) \
            ORDER BY wake_at, id LIMIT ?
            """, (excluded.isEmpty ? [] : [.ids(excluded)]) + [.int(Int64(limit))])
    }

    /// Those of the people who may take their next step and stand in the queue behind `position`,
    /// the first to have entered first.
    public func readyEntries(of leads: [LeadID], behind position: Instant, limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE \(connection.dialect.isOneOf("lead_id", jsonArray: "?")) \
            AND is_detached = 1 AND is_waiting = 0 AND wake_at > ? ORDER BY id LIMIT ?
            """, [.ids(leads), .instant(position), .int(Int64(limit))])
    }

    /// By ascending id; those that have ended are left out.
    public func flowEntries(_ ids: [Int64]) throws -> [FlowEntry] {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        return try entries("SELECT \(columns) FROM flow_entry WHERE \(isWanted) ORDER BY id", [.ints(ids)])
    }

    /// Waiting people whose time has come, the earliest first.
    public func entriesToWake(at now: Instant, limit: Int) throws -> [FlowEntry] {
        try entries(
            """
            SELECT \(columns) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 1 AND wake_at <= ? \
            ORDER BY wake_at, id LIMIT ?
            """, [.instant(now), .int(Int64(limit))])
    }

    /// The first end of a wait after `instant`.
    public func nextWake(after instant: Instant) throws -> Instant? {
        try self.instant(
            "SELECT min(wake_at) FROM flow_entry WHERE is_detached = 1 AND is_waiting = 1 AND wake_at > ?",
            [.instant(instant)])
    }

    /// How many people each run of a campaign holds, and how many of them wait; without the runs that
    /// hold nobody.
    public func occupancy(
        ofRunsOf campaign: SmartCampaignID
    ) throws -> [CampaignRunID: (inFlow: Int, waiting: Int)] {
        // The index alone tells how many there are; only rows say who waits, and only people with a
        // place of their own do.
        let waiting = try connection.all(
            """
            SELECT run_id, count(*) FROM flow_entry \
            WHERE run_id IN (SELECT id FROM campaign_run WHERE campaign_id = ?) AND is_detached = 1 AND is_waiting = 1 \
            GROUP BY run_id
            """, [.id(campaign)]
        ) { (CampaignRunID($0.int(0)), Int($0.int(1))) }
        let waitingByRun = Dictionary(waiting, uniquingKeysWith: { first, _ in first })
        let runs = try connection.all(
            """
            SELECT run_id, count(*) FROM flow_entry \
            WHERE run_id IN (SELECT id FROM campaign_run WHERE campaign_id = ?) GROUP BY run_id
            """, [.id(campaign)]
        ) { row -> (CampaignRunID, (inFlow: Int, waiting: Int)) in
            let run = CampaignRunID(row.int(0))
            return (run, (inFlow: Int(row.int(1)), waiting: waitingByRun[run] ?? 0))
        }
        return Dictionary(runs, uniquingKeysWith: { first, _ in first })
    }

    /// People in a run, in the order in which they entered, from the first one behind `after`.
    public func people(
        in run: CampaignRunID, after: Int64 = 0, limit: Int
    ) throws -> [(entry: FlowEntry, isAttached: Bool, enteredAt: Instant)] {
        try connection.all(
            """
            SELECT \(columns), is_detached, entered_at FROM flow_entry WHERE run_id = ? AND id > ? \
            ORDER BY id LIMIT ?
            """, [.id(run), .int(after), .int(Int64(limit))]
        ) { (FlowEntry($0), !$0.flag(12), $0.instant(13)) }
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
            version: Int(row.int(4)), position: Int(row.int(5)), dueAt: row.instant(6), isWaiting: row.flag(7))
        triggerActivityID = row.intOrNil(8).map { ActivityID($0) }
        contextID = row.intOrNil(9)
        depth = Int(row.int(10))
        chainID = row.intOrNil(11)
    }
}

extension StoreReader {
    /// When each of the leads last entered the campaign's flow; leads who never did are missing.
    public func lastEntries(of campaign: SmartCampaignID, among leads: [LeadID]) throws -> [LeadID: Instant] {
        let entries = try connection.all(
            """
            SELECT lead_id, last_entered_at FROM campaign_member \
            WHERE campaign_id = ? AND \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))
            """, [.id(campaign), .ids(leads)]
        ) { (LeadID($0.int(0)), $0.instant(1)) }
        return Dictionary(uniqueKeysWithValues: entries)
    }
}

/// A person about to enter a flow.
public struct NewFlowEntry: Sendable {
    public var leadID: LeadID
    /// `nil` for the people of a batch run, who move with its front.
    public var place: FlowPlace?
    public var triggerActivityID: ActivityID?
    public var contextID: Int64?
    public var cause: EventCause

    public init(
        lead: LeadID, place: FlowPlace? = nil, trigger: ActivityID? = nil, contextID: Int64? = nil,
        cause: EventCause = .outside
    ) {
        self.leadID = lead
        self.place = place
        self.triggerActivityID = trigger
        self.contextID = contextID
        self.cause = cause
    }
}

/// An entry with where it leads.
public typealias FlowEntrance = (run: CampaignRunID, campaign: SmartCampaignID, entry: NewFlowEntry)

extension StoreWriter {
    /// Puts people into a run's flow and counts them as members of its campaign.
    /// - Parameter moment: when they entered, if that is not now.
    public func enter(
        _ entries: [NewFlowEntry], run: CampaignRunID, campaign: SmartCampaignID, at moment: Instant? = nil
    ) throws {
        try enter(entries.map { (run, campaign, $0) }, at: moment)
    }

    /// Puts people into flows, in this order, and counts them as members of the campaigns.
    /// - Parameter moment: when they entered, if that is not now.
    public func enter(_ entrances: [FlowEntrance], at moment: Instant? = nil) throws {
        guard !entrances.isEmpty else { return }
        let first = try nextIDs(.flowEntry, count: entrances.count)
        let now = (moment ?? now).milliseconds
        try write(
            .work(.entries),
            """
            INSERT INTO flow_entry (id, run_id, campaign_id, lead_id, is_detached, flow_version, step_index, \
            wake_at, is_waiting, trigger_activity_id, context_id, depth, chain_id, entered_at) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, count: entrances.count
        ) { binder, index in
            let (run, campaign, entry) = entrances[index]
            binder.bind(first + Int64(index))
            binder.bind(run.rawValue)
            binder.bind(campaign.rawValue)
            binder.bind(entry.leadID.rawValue)
            binder.bind(entry.place == nil ? 0 : Int64(1))
            binder.bind(Int64(entry.place?.version ?? 0))
            binder.bind(Int64(entry.place?.position ?? 0))
            binder.bind(entry.place?.dueAt.milliseconds ?? now)
            binder.bind(entry.place?.isWaiting == true ? 1 : Int64(0))
            binder.bind(optional: entry.triggerActivityID?.rawValue)
            binder.bind(optional: entry.contextID)
            binder.bind(Int64(entry.cause.depth))
            binder.bind(optional: entry.cause.chainID)
            binder.bind(now)
        }
        for (campaign, entrances) in Self.inOrder(entrances, by: \.campaign) {
            try join(campaign, entrances.map(\.entry.leadID), at: now)
        }
        for (run, entrances) in Self.inOrder(entrances, by: \.run) {
            try addToCounters(of: run, RunCounters(qualified: entrances.count))
        }
    }

    private func join(_ campaign: SmartCampaignID, _ leads: [LeadID], at moment: Int64) throws {
        try write(
            .entered(campaign, leads),
            """
            INSERT INTO campaign_member (campaign_id, lead_id, first_entered_at, last_entered_at, entries) \
            VALUES (?, ?, ?, ?, 1) ON CONFLICT (campaign_id, lead_id) DO UPDATE \
            SET last_entered_at = excluded.last_entered_at, entries = campaign_member.entries + 1
            """, count: leads.count
        ) { binder, index in
            binder.bind(campaign.rawValue)
            binder.bind(leads[index].rawValue)
            binder.bind(moment)
            binder.bind(moment)
        }
    }

    /// Nearly always one group.
    private static func inOrder<Kind>(
        _ entrances: [FlowEntrance], by key: (FlowEntrance) -> Identifier<Kind>
    ) -> [(Identifier<Kind>, [FlowEntrance])] {
        guard let first = entrances.first.map(key) else { return [] }
        if entrances.allSatisfy({ key($0) == first }) { return [(first, entrances)] }
        return Dictionary(grouping: entrances, by: key).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Gives people a place of their own.
    public func place(_ entries: [(id: Int64, place: FlowPlace)]) throws {
        try write(
            .work(.entries),
            """
            UPDATE flow_entry SET is_detached = 1, flow_version = ?, step_index = ?, wake_at = ?, is_waiting = ? \
            WHERE id = ?
            """, count: entries.count
        ) { binder, index in
            let (id, place) = entries[index]
            binder.bind(Int64(place.version))
            binder.bind(Int64(place.position))
            binder.bind(place.dueAt.milliseconds)
            binder.bind(place.isWaiting ? 1 : Int64(0))
            binder.bind(id)
        }
    }

    /// Ends people's waits, each with the place in the queue where it then stands. What they cause
    /// from now on is a new chain.
    public func wake(_ entries: [(id: Int64, place: FlowPlace)]) throws {
        guard !entries.isEmpty else { return }
        try place(entries)
        let chain = try nextIDs(.flowEntry, count: entries.count)
        try write(
            .detail, "UPDATE flow_entry SET depth = 0, chain_id = ? WHERE id = ?", count: entries.count
        ) { binder, index in
            binder.bind(chain + Int64(index))
            binder.bind(entries[index].id)
        }
    }
}

extension SQLBinder {
    mutating func bind(optional value: Int64?) {
        if let value { bind(value) } else { bindNull() }
    }
}
