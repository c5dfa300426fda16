public import MusterModel

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
