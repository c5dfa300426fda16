public import MusterModel

extension StoreReader {
    /// How many non-operational e-mails each of the leads has been sent since `since`, whatever
    /// sent them; leads without any are missing.
    public func countedSends(to leads: [LeadID], since: Instant) throws -> [LeadID: Int] {
        var counts: [LeadID: Int] = [:]
        try connection.query(
            """
            SELECT a.lead_id, count(*) FROM activity a JOIN email e ON e.id = a.primary_id \
            WHERE a.lead_id IN (\(leads.sqlList)) AND a.type_id = ? AND a.at >= ? AND e.is_operational = 0 \
            GROUP BY a.lead_id
            """, [.int(ActivityType.sendEmail.id.rawValue), .int(since.milliseconds)]
        ) { row in
            counts[LeadID(row.int(0))] = Int(row.int(1))
            return true
        }
        return counts
    }

    /// Those of the leads whose address got the mail of this choice through another lead of the
    /// same run.
    public func leadsServed(
        run: CampaignRunID, step: Int64, choice: Int, among leads: [LeadID]
    ) throws -> Set<LeadID> {
        var served: Set<LeadID> = []
        func attribute() -> String { connection.dialect.jsonText("a.attributes", "?") + " = ?" }
        try connection.query(
            """
            SELECT DISTINCT l.id FROM lead l JOIN lead o ON o.email_key = l.email_key AND o.id <> l.id \
            JOIN activity a ON a.lead_id = o.id AND a.type_id = ? \
            WHERE l.id IN (\(leads.sqlList)) AND \(attribute()) AND \(attribute()) AND \(attribute())
            """,
            [
                .int(ActivityType.sendEmail.id.rawValue), .text("Campaign Run ID"), .text(String(run.rawValue)),
                .text("Step ID"), .text(String(step)), .text("Choice Number"), .text(String(choice)),
            ]
        ) { row in
            served.insert(LeadID(row.int(0)))
            return true
        }
        return served
    }
}

extension [LeadID] {
    /// The ids as literals for `IN (…)`; they are whole numbers, so nothing needs binding.
    var sqlList: String { map(\.description).joined(separator: ",") }
}
