public import MusterModel

/// Someone who was kept from entering a campaign because the campaigns that caused one another
/// would not have come to an end.
public struct ChainCut: Sendable, Hashable {
    public var campaignID: SmartCampaignID
    public var runID: CampaignRunID
    public var leadID: LeadID
    public var chainID: Int64
    /// When he was first kept from it.
    public var at: Instant
    /// How many campaigns had caused each other.
    public var depth: Int
    /// How many entries the chain had.
    public var entries: Int
    /// How often he was kept from it in this chain.
    public var refused: Int

    public init(
        campaign: SmartCampaignID, run: CampaignRunID, lead: LeadID, chain: Int64, at: Instant, depth: Int,
        entries: Int, refused: Int = 1
    ) {
        self.campaignID = campaign
        self.runID = run
        self.leadID = lead
        self.chainID = chain
        self.at = at
        self.depth = depth
        self.entries = entries
        self.refused = refused
    }
}

/// Why a campaign could not judge events that it listens to.
public struct TriggerFault: Sendable, Hashable {
    public var campaignID: SmartCampaignID
    public var reason: String
    public var firstAt: Instant
    public var lastAt: Instant
    /// How many events nobody entered for.
    public var events: Int
}

extension StoreReader {
    /// How many entries the chains have had; those with a single one are missing.
    public func chainEntries(_ chains: [Int64]) throws -> [Int64: Int] {
        guard !chains.isEmpty else { return [:] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        let counts = try connection.all(
            "SELECT id, entries FROM event_chain WHERE \(isWanted)", [.ints(chains)]
        ) { ($0.int(0), Int($0.int(1))) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// The latest first.
    public func chainCuts(of campaign: SmartCampaignID, limit: Int) throws -> [ChainCut] {
        try connection.all(
            """
            SELECT campaign_id, run_id, lead_id, chain_id, at, depth, entries, refused FROM chain_cut \
            WHERE campaign_id = ? ORDER BY at DESC, chain_id DESC, lead_id LIMIT ?
            """, [.id(campaign), .int(Int64(limit))]
        ) { row in
            ChainCut(
                campaign: SmartCampaignID(row.int(0)), run: CampaignRunID(row.int(1)), lead: LeadID(row.int(2)),
                chain: row.int(3), at: row.instant(4), depth: Int(row.int(5)), entries: Int(row.int(6)),
                refused: Int(row.int(7)))
        }
    }

    /// How many people were kept from entering each run of a campaign; runs without any are missing.
    public func cutCounts(ofRunsOf campaign: SmartCampaignID) throws -> [CampaignRunID: Int] {
        let counts = try connection.all(
            "SELECT run_id, count(DISTINCT lead_id) FROM chain_cut WHERE campaign_id = ? GROUP BY run_id",
            [.id(campaign)]
        ) { (CampaignRunID($0.int(0)), Int($0.int(1))) }
        return Dictionary(counts, uniquingKeysWith: { first, _ in first })
    }

    /// Who was kept from entering a run, by ascending lead and each once: when first, how deep and how
    /// long the chains were at most, and how often in all.
    public func peopleCut(
        from run: CampaignRun, after lead: LeadID = 0, limit: Int
    ) throws -> [ChainCut] {
        try connection.all(
            """
            SELECT lead_id, min(chain_id), min(at), max(depth), max(entries), sum(refused) FROM chain_cut \
            WHERE campaign_id = ? AND run_id = ? AND lead_id > ? GROUP BY lead_id ORDER BY lead_id LIMIT ?
            """, [.id(run.campaignID), .id(run.id), .id(lead), .int(Int64(limit))]
        ) { row in
            ChainCut(
                campaign: run.campaignID, run: run.id, lead: LeadID(row.int(0)), chain: row.int(1),
                at: row.instant(2), depth: Int(row.int(3)), entries: Int(row.int(4)), refused: Int(row.int(5)))
        }
    }

    /// The latest first.
    public func triggerFaults(of campaign: SmartCampaignID) throws -> [TriggerFault] {
        try connection.all(
            """
            SELECT campaign_id, reason, first_at, last_at, events FROM trigger_fault WHERE campaign_id = ? \
            ORDER BY last_at DESC, reason
            """, [.id(campaign)]
        ) { row in
            TriggerFault(
                campaignID: SmartCampaignID(row.int(0)), reason: row.text(1), firstAt: row.instant(2),
                lastAt: row.instant(3), events: Int(row.int(4)))
        }
    }
}

extension StoreWriter {
    /// Keeps how many entries chains have had, each with the lead it is about.
    public func setChainEntries(_ chains: [(chain: Int64, lead: LeadID, entries: Int)]) throws {
        try write(
            .detail,
            """
            INSERT INTO event_chain (id, lead_id, entries) VALUES (?, ?, ?) \
            ON CONFLICT (id) DO UPDATE SET entries = excluded.entries
            """, count: chains.count
        ) { binder, index in
            binder.bind(chains[index].chain)
            binder.bind(chains[index].lead.rawValue)
            binder.bind(Int64(chains[index].entries))
        }
    }

    /// Forgets chains that nothing can make longer: to be called when no event is pending. Of those
    /// whose people are still in a flow, a wait begins another.
    ///
    /// Looks at the oldest and at as many more from a place that differs from time to time, so that a
    /// million chains that are not at their end cost nobody anything, nor hide those that are.
    ///
    /// - Parameters:
    ///   - number: any that differs from call to call; the place follows from it.
    ///   - atOnce: how many are looked at in either place.
    public func forgetEndedChains(_ number: Int64, atOnce: Int64 = 1_000) throws {
        let newest = try connection.first("SELECT max(id) FROM event_chain") { $0.intOrNil(0) ?? 0 } ?? 0
        guard newest > 0 else { return }
        let place = Int64(bitPattern: UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15 >> 1) % newest
        try write(
            .detail,
            """
            DELETE FROM event_chain WHERE id IN ( \
            SELECT id FROM (SELECT id FROM event_chain ORDER BY id LIMIT ?) AS oldest UNION \
            SELECT id FROM (SELECT id FROM event_chain WHERE id >= ? ORDER BY id LIMIT ?) AS others) \
            AND NOT EXISTS (SELECT 1 FROM flow_entry \
            WHERE flow_entry.lead_id = event_chain.lead_id AND flow_entry.is_waiting = 0)
            """, [.int(atOnce), .int(place), .int(atOnce)])
    }

    public func record(_ cuts: [ChainCut]) throws {
        try write(
            .detail,
            """
            INSERT INTO chain_cut (campaign_id, lead_id, chain_id, run_id, at, depth, entries, refused) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (campaign_id, lead_id, chain_id) \
            DO UPDATE SET refused = chain_cut.refused + excluded.refused
            """, count: cuts.count
        ) { binder, index in
            let cut = cuts[index]
            binder.bind(cut.campaignID.rawValue)
            binder.bind(cut.leadID.rawValue)
            binder.bind(cut.chainID)
            binder.bind(cut.runID.rawValue)
            binder.bind(cut.at.milliseconds)
            binder.bind(Int64(cut.depth))
            binder.bind(Int64(cut.entries))
            binder.bind(Int64(cut.refused))
        }
    }

    public func recordTriggerFault(of campaign: SmartCampaignID, events: Int, reason: String) throws {
        try write(
            .detail,
            """
            INSERT INTO trigger_fault (campaign_id, reason, first_at, last_at, events) VALUES (?, ?, ?, ?, ?) \
            ON CONFLICT (campaign_id, reason) DO UPDATE \
            SET last_at = excluded.last_at, events = trigger_fault.events + excluded.events
            """,
            [
                .id(campaign), .text(reason.excerpt(bytes: StoreError.longestDescription)), .instant(now),
                .instant(now),
                .int(Int64(events)),
            ])
    }
}
