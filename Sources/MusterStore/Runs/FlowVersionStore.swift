public import MusterModel

extension StoreReader {
    /// The versions of a campaign's flow that were replaced, from `number` on, by ascending number.
    /// Those from before the campaign's first run, and those without people in them, are not kept.
    public func replacedFlowVersions(of campaign: SmartCampaignID, from number: Int) throws -> [FlowVersion] {
        try connection.all(
            "SELECT number, step_ids FROM flow_version WHERE campaign_id = ? AND number >= ? ORDER BY number",
            [.id(campaign), .int(Int64(number))]
        ) { row in
            FlowVersion(number: Int(row.int(0)), stepIDs: row.text(1).split(separator: " ").compactMap { Int64($0) })
        }
    }
}

extension StoreWriter {
    /// The number of the version that `flow` begins. What it replaces is kept while anybody may
    /// stand in it.
    func nextFlowVersion(of campaign: SmartCampaign, with flow: Flow) throws -> Int {
        let old = campaign.flow.steps.map(\.id)
        guard old != flow.steps.map(\.id) else { return campaign.flowVersion }
        if try reader.runningRun(of: campaign.id) == nil {
            try write(.detail, "DELETE FROM flow_version WHERE campaign_id = ?", [.id(campaign.id)])
        } else {
            try write(
                .detail, "INSERT INTO flow_version (campaign_id, number, step_ids) VALUES (?, ?, ?)",
                [
                    .id(campaign.id), .int(Int64(campaign.flowVersion)),
                    .text(old.map(String.init).joined(separator: " ")),
                ])
        }
        return campaign.flowVersion + 1
    }
}
