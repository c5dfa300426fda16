public import MusterModel

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
