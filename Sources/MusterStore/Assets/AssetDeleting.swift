public import MusterModel

/// Whether an asset may go is the caller's question; here it goes, with all that is only its own.
extension StoreWriter {
    public func deleteSmartList(_ id: SmartListID) throws {
        try write(.asset(id), "DELETE FROM smart_list WHERE id = ?", [.id(id)])
    }

    /// Also forgets who is in it, which logs nothing: nobody was removed from the list.
    public func deleteStaticList(_ id: StaticListID) throws {
        try write(.detail, "DELETE FROM static_list_member WHERE list_id = ?", [.id(id)])
        try write(.asset(id), "DELETE FROM static_list WHERE id = ?", [.id(id)])
    }

    /// Also its list, its memberships and the runs it has planned. People in its flow leave it where
    /// they are.
    public func deleteSmartCampaign(_ campaign: SmartCampaign) throws {
        for origin in CampaignRun.Origin.allCases { try cancelScheduledRuns(of: campaign.id, origin: origin) }
        while let run = try reader.runningRun(of: campaign.id)?.run.id {
            let isStarting = try reader.enteredThrough(run) != nil
            _ = try removeSome(of: run, because: "the campaign was deleted", limit: .max)
            try stopMoving(run)
            try endRun(
                run, state: isStarting ? .aborted : .finished,
                failure: isStarting ? "the campaign was deleted while people entered" : nil)
        }
        try write(.detail, "DELETE FROM campaign_member WHERE campaign_id = ?", [.id(campaign.id)])
        try write(.catalog(.listening), "DELETE FROM active_trigger WHERE campaign_id = ?", [.id(campaign.id)])
        for table in ["flow_version", "chain_cut", "trigger_fault"] {
            try write(.detail, "DELETE FROM \(table) WHERE campaign_id = ?", [.id(campaign.id)])
        }
        try write(.asset(campaign.id), "DELETE FROM smart_campaign WHERE id = ?", [.id(campaign.id)])
        try write(
            .detail, "DELETE FROM flow_outcome WHERE run_id IN (SELECT id FROM campaign_run WHERE campaign_id = ?)",
            [.id(campaign.id)])
        try deleteSmartList(campaign.smartListID)
    }
}
