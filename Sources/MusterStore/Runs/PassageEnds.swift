public import MusterModel

/// Why a run goes on no more, in the words that are kept with it and with the people who leave it.
public enum RunStop {
    public static let campaignDeleted = "the campaign was deleted"
    public static let aborted = "the run was aborted"
}

/// How a person's passage through a flow ends.
public enum PassageEnd: Sendable {
    /// At the end of the flow.
    case completed
    /// Before it, for a reason that is kept with the run: by a step, or where he stood.
    case removed(because: String, by: FlowOutcomeStep? = nil)

    func counted(_ count: Int) -> RunCounters {
        switch self {
        case .completed: RunCounters(completed: count)
        case .removed: RunCounters(removed: count)
        }
    }
}

/// Every passage ends here, so that the counts of a run add up and it ends with its last person. An
/// end is announced as work too: who waits for the engine to be idle waits for one.
extension StoreWriter {
    /// Passages that have ended already are left out.
    public func endPassages(_ entries: [Int64], of run: CampaignRunID, as end: PassageEnd) throws {
        guard !entries.isEmpty else { return }
        try leave(entries, of: run, as: end)
        try finishIfEmpty(run)
    }

    /// Ends the passages of everyone a finished front has carried to the end, at most `limit`;
    /// returns how many.
    public func completeAttached(of run: CampaignRunID, limit: Int) throws -> Int {
        let ended = try write(
            .work(.entries),
            "DELETE FROM flow_entry WHERE id IN (SELECT id FROM flow_entry WHERE run_id = ? AND is_detached = 0 LIMIT ?)",
            [.id(run), .int(Int64(limit))])
        try addToCounters(of: run, PassageEnd.completed.counted(ended))
        return ended
    }

    /// Takes people out of a run that goes on no more, at most `limit`; returns how many.
    public func removeSome(of run: CampaignRunID, because reason: String, limit: Int) throws -> Int {
        let leaving = try connection.all(
            "SELECT id FROM flow_entry WHERE run_id = ? ORDER BY is_detached, lead_id LIMIT ?",
            [.id(run), .int(Int64(limit))]
        ) { $0.int(0) }
        try leave(leaving, of: run, as: .removed(because: reason))
        return leaving.count
    }

    /// Who was taken out is kept, who completed only counted.
    private func leave(_ entries: [Int64], of run: CampaignRunID, as end: PassageEnd) throws {
        let areMeant = connection.dialect.isOneOf("id", jsonArray: "?")
        if case .removed(let reason, let step) = end {
            try record(
                reader.leaving(entries, run, by: step).map { entry, lead, step in
                    FlowOutcome(run: run, lead: lead, entry: entry, step: step, kind: .removed, reason: reason)
                })
        }
        let ended = try write(.work(.entries), "DELETE FROM flow_entry WHERE \(areMeant)", [.ints(entries)])
        try addToCounters(of: run, end.counted(ended))
    }

    /// Ends every passage of the leads through the campaign, or through all campaigns for `nil`,
    /// except `keeping`.
    public func removeFromFlow(
        _ leads: [LeadID], of campaign: SmartCampaignID?, because reason: String, keeping: Set<Int64> = []
    ) throws {
        guard !leads.isEmpty else { return }
        let scope = campaign == nil ? "" : " AND campaign_id = ?"
        let entries = try connection.all(
            "SELECT id, run_id FROM flow_entry WHERE \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))\(scope)",
            [.ids(leads)] + (campaign.map { [.id($0)] } ?? [])
        ) { (id: $0.int(0), run: CampaignRunID($0.int(1))) }.filter { !keeping.contains($0.id) }
        for (run, ended) in Dictionary(grouping: entries, by: \.run).sorted(by: { $0.key < $1.key }) {
            try endPassages(ended.map(\.id), of: run, as: .removed(because: reason))
        }
    }

    /// Nobody moves with the run's front any more. It ends when nobody waits in it either.
    public func stopMoving(_ run: CampaignRunID) throws {
        try write(.work(.runs), "UPDATE campaign_run SET is_moving = 0 WHERE id = ?", [.id(run)])
        try finishIfEmpty(run)
        // One that was aborted is over for good when everybody has left it.
        if try reader.run(run)?.run.state == .aborted { endedRuns.append(run) }
    }

    /// Ends the runs of a campaign that nobody is in and nobody can enter any more.
    public func finishEmptyRuns(of campaign: SmartCampaignID) throws {
        let running = try connection.all(
            "SELECT id FROM campaign_run WHERE campaign_id = ? AND state = 'running' ORDER BY id", [.id(campaign)]
        ) { CampaignRunID($0.int(0)) }
        for run in running { try finishIfEmpty(run) }
    }

    /// A run is over when nobody is in it and nobody can enter it any more: a batch run whose front
    /// is through, and a trigger run whose campaign is switched off or has begun a newer one.
    private func finishIfEmpty(_ run: CampaignRunID) throws {
        let ended = try write(
            .asset(run),
            """
            UPDATE campaign_run SET state = 'finished', finished_at = ? \
            WHERE id = ? AND state = 'running' AND is_moving = 0 \
            AND NOT EXISTS (SELECT 1 FROM flow_entry e WHERE e.run_id = campaign_run.id) \
            AND (is_trigger = 0 \
            OR NOT EXISTS (SELECT 1 FROM smart_campaign c WHERE c.id = campaign_run.campaign_id AND c.is_active = 1) \
            OR EXISTS (SELECT 1 FROM campaign_run n WHERE n.campaign_id = campaign_run.campaign_id \
            AND n.id > campaign_run.id AND n.state = 'running'))
            """, [.instant(now), .id(run)])
        if ended > 0 { endedRuns.append(run) }
    }
}
