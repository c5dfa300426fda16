public import MusterModel

extension StoreReader {
    /// How many non-operational e-mails each of the leads has been sent since `since`, whatever
    /// sent them; leads without any are missing.
    public func countedSends(to leads: [LeadID], since: Instant) throws -> [LeadID: Int] {
        let counts = try connection.all(
            """
            SELECT a.lead_id, count(*) FROM activity a JOIN email e ON e.id = a.primary_id \
            WHERE \(connection.dialect.isOneOf("a.lead_id", jsonArray: "?")) AND a.type_id = ? AND a.at >= ? \
            AND e.is_operational = 0 GROUP BY a.lead_id
            """, [.ids(leads), .id(ActivityType.sendEmail.id), .instant(since)]
        ) { (LeadID($0.int(0)), Int($0.int(1))) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Those of the leads whose address got this mail of this choice through another lead of the same
    /// run.
    public func leadsServed(
        run: CampaignRunID, step: Int64, choice: Int, email: EmailID, among leads: [LeadID]
    ) throws -> Set<LeadID> {
        let attribute = connection.dialect.jsonText("a.attributes", "?") + " = ?"
        let served = try connection.all(
            """
            SELECT DISTINCT l.id FROM lead l JOIN lead o ON o.email_key = l.email_key AND o.id <> l.id \
            JOIN activity a ON a.lead_id = o.id AND a.type_id = ? AND a.primary_id = ? \
            WHERE \(connection.dialect.isOneOf("l.id", jsonArray: "?")) \
            AND \(attribute) AND \(attribute) AND \(attribute)
            """,
            [
                .id(ActivityType.sendEmail.id), .id(email), .ids(leads), .text("Campaign Run ID"),
                .text(run.description), .text("Step ID"), .text(String(step)), .text("Choice Number"),
                .text(String(choice)),
            ]
        ) { LeadID($0.int(0)) }
        return Set(served)
    }
}
