import MusterModel

extension StoreWriter {
    /// Makes the losers' passages through flows the winner's. Where several of these people are in
    /// one campaign's flow, the passage that began first goes on and all others end, further ones of the
    /// same person too: he is one person there, who reads each mail once. Somebody who was in it
    /// alone keeps what the campaign's qualification rule has let him have.
    /// - Source: our choice (semantics of merges); Adobe only says that memberships are combined.
    func movePassages(of losers: [LeadID], to winner: LeadID) throws {
        let passages = try passages(of: losers + [winner])
        var moving: [Passage] = []
        var ending: [Passage] = []
        for passages in Dictionary(grouping: passages, by: \.campaignID).values {
            // Who is in a run that was stopped leaves anyway, and keeps nobody out.
            let goingOn = passages.filter(\.isRunning)
            let isShared = Set(goingOn.map(\.leadID)).count > 1
            for passage in passages {
                if isShared, passage.isRunning, passage.id != goingOn[0].id {
                    ending.append(passage)
                } else if passage.leadID != winner {
                    moving.append(passage)
                }
            }
        }
        for (run, ended) in Dictionary(grouping: ending, by: \.runID).sorted(by: { $0.key < $1.key }) {
            let ends = [
                // All of it is shown under the winner's name, for whom he himself is nobody else.
                (ended.filter { $0.leadID == winner }, "other people were merged into this lead"),
                (ended.filter { $0.leadID != winner }, "merged into lead \(winner)"),
            ]
            for (ended, what) in ends {
                let reason = "\(what), whose first passage through this flow goes on"
                try endPassages(ended.map(\.id), of: run, as: .removed(because: reason))
            }
        }
        try place(
            moving.compactMap { passage in passage.placeLeavingTheFront(as: winner, now).map { (passage.id, $0) } })
        // The others have left: what the losers still have goes on.
        if !moving.isEmpty { try move(.passages, of: losers, to: winner, .work(.entries)) }
    }

    /// The first to have entered first.
    private func passages(of leads: [LeadID]) throws -> [Passage] {
        try connection.all(
            """
            SELECT e.id, e.run_id, e.campaign_id, e.lead_id, e.is_detached, \
            r.front_version, r.front_step_index, r.front_lead_id, \
            CASE r.state WHEN 'running' THEN 1 ELSE 0 END \
            FROM flow_entry e JOIN campaign_run r ON r.id = e.run_id \
            WHERE \(connection.dialect.isOneOf("e.lead_id", jsonArray: "?")) ORDER BY e.entered_at, e.id
            """, [.ids(leads)]
        ) { row in
            Passage(
                id: row.int(0), runID: CampaignRunID(row.int(1)), campaignID: SmartCampaignID(row.int(2)),
                leadID: LeadID(row.int(3)), isDetached: row.flag(4),
                front: RunFront(
                    version: Int(row.int(5)), position: Int(row.int(6)), lead: LeadID(row.int(7))),
                isRunning: row.flag(8))
        }
    }
}

/// A flow entry with the front of its run.
private struct Passage {
    let id: Int64
    let runID: CampaignRunID
    let campaignID: SmartCampaignID
    let leadID: LeadID
    let isDetached: Bool
    let front: RunFront
    /// Its run, which has not been stopped.
    let isRunning: Bool

    /// The front passes people by ascending id. An attached entry that the new id would carry to the
    /// other side of it, and so past its step twice or never, gets a place of its own.
    func placeLeavingTheFront(as winner: LeadID, _ now: Instant) -> FlowPlace? {
        let hasPassed = leadID <= front.lead
        guard !isDetached, hasPassed != (winner <= front.lead) else { return nil }
        return FlowPlace(
            version: front.version, position: front.position + (hasPassed ? 1 : 0), dueAt: now, isWaiting: false)
    }
}
