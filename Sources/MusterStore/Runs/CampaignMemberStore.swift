public import MusterModel

extension StoreReader {
    /// When each of the leads last entered the campaign's flow; leads who never did are missing.
    public func lastEntries(of campaign: SmartCampaignID, among leads: [LeadID]) throws -> [LeadID: Instant] {
        var entries: [LeadID: Instant] = [:]
        try connection.query(
            """
            SELECT lead_id, last_entered_at FROM campaign_member \
            WHERE campaign_id = ? AND lead_id IN (\(leads.sqlList))
            """, [.int(campaign.rawValue)]
        ) { row in
            entries[LeadID(row.int(0))] = Instant(milliseconds: row.int(1))
            return true
        }
        return entries
    }
}
