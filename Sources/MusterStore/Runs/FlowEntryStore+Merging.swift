import MusterModel

extension StoreWriter {
    /// Makes the losers' passages through flows the winner's. Where several of these people are in
    /// one campaign's flow, only the passages of the one who entered first go on.
    /// - Source: our choice; Adobe only says that memberships are combined.
    func movePassages(of losers: [LeadID], to winner: LeadID) throws {
        let passages = try passages(of: losers + [winner])
        var moving: [Passage] = []
        var ending: [Passage] = []
        for inFlow in Dictionary(grouping: passages, by: \.campaignID).values {
            for passage in inFlow {
                if passage.leadID != inFlow[0].leadID {
                    ending.append(passage)
                } else if passage.leadID != winner {
                    moving.append(passage)
                }
            }
        }
        for (run, ended) in Dictionary(grouping: ending, by: \.runID).sorted(by: { $0.key < $1.key }) {
            try endPassages(
                ended.map(\.id), of: run, as: .removed(because: "merged into lead \(winner), who had entered before"))
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
            r.front_version, r.front_step_index, r.front_lead_id \
            FROM flow_entry e JOIN campaign_run r ON r.id = e.run_id \
            WHERE \(connection.dialect.isOneOf("e.lead_id", jsonArray: "?")) ORDER BY e.entered_at, e.id
            """, [.ids(leads)]
        ) { row in
            Passage(
                id: row.int(0), runID: CampaignRunID(row.int(1)), campaignID: SmartCampaignID(row.int(2)),
                leadID: LeadID(row.int(3)), isDetached: row.flag(4),
                front: RunFront(
                    version: Int(row.int(5)), position: Int(row.int(6)), lead: LeadID(row.int(7))))
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

    /// The front passes people by ascending id. An attached entry that the new id would carry to the
    /// other side of it, and so past its step twice or never, gets a place of its own.
    func placeLeavingTheFront(as winner: LeadID, _ now: Instant) -> FlowPlace? {
        let hasPassed = leadID <= front.lead
        guard !isDetached, hasPassed != (winner <= front.lead) else { return nil }
        return FlowPlace(
            version: front.version, position: front.position + (hasPassed ? 1 : 0), dueAt: now, isWaiting: false)
    }
}
