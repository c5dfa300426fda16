import MusterModel

/// A table of which people have rows, with all its columns.
///
/// A row never changes its lead in place: where tables are distributed by lead it is another
/// machine's then. It is written anew for the other lead and deleted for the first.
struct LeadRows: Sendable {
    let table: String
    /// What an erasure counts its rows as.
    let counted: String
    /// What identifies a row besides its lead.
    let key: [String]
    let others: [String]

    /// Rows that keep their id, which is theirs alone.
    static let history = [
        LeadRows(
            table: "activity", counted: "activities", key: ["id"],
            others: ["type_id", "at", "campaign_id", "primary_id", "primary_value", "attributes"]),
        LeadRows(table: "activity_ahead", counted: "events", key: ["activity_id"], others: ["at"]),
        LeadRows(
            table: "pending_event", counted: "events", key: ["activity_id"],
            others: ["type_id", "depth", "context_id", "committed_at", "chain_id"]),
        LeadRows(table: "event_chain", counted: "events", key: ["id"], others: ["entries"]),
        LeadRows(
            table: "flow_outcome", counted: "outcomes", key: ["id"],
            others: ["run_id", "entry_id", "step_id", "step_name", "outcome", "reason", "at"]),
    ]

    /// Places in flows.
    static let passages = LeadRows(
        table: "flow_entry", counted: "passages", key: ["id"],
        others: [
            "run_id", "campaign_id", "flow_version", "is_detached", "step_index", "wake_at", "is_waiting",
            "trigger_activity_id", "context_id", "depth", "chain_id", "entered_at",
        ])

    /// What a lead has at most once for each key.
    static let memberships = [
        LeadRows(table: "static_list_member", counted: "memberships", key: ["list_id"], others: ["added_at"]),
        LeadRows(
            table: "program_member", counted: "memberships", key: ["program_id"],
            others: [
                "status", "reached_success", "success_at", "member_since", "updated_at", "member_id", "is_exhausted",
                "is_acquired_by", "stream", "nurture_cadence",
            ]),
        LeadRows(
            table: "program_member_value", counted: "memberships", key: ["program_id", "field_id"], others: ["value"]),
        LeadRows(table: "lead_cookie", counted: "cookies", key: ["cookie"], others: ["associated_at"]),
        LeadRows(
            table: "chain_cut", counted: "outcomes", key: ["campaign_id", "chain_id"],
            others: ["run_id", "at", "depth", "entries", "refused"]),
    ]

    static let outbox = LeadRows(
        table: "outbox", counted: "messages", key: ["id"],
        others: [
            "idempotency_key", "kind", "payload", "created_at", "state", "attempts", "next_attempt_at", "done_at",
            "error", "host",
        ])

    static let all = history + [passages] + memberships + [outbox]

    /// Entries of people who become one add up.
    static let campaignMemberships = LeadRows(
        table: "campaign_member", counted: "memberships", key: ["campaign_id"],
        others: ["first_entered_at", "last_entered_at", "entries"])

    var columns: [String] { ["lead_id"] + key + others }
    fileprivate var columnList: String { columns.joined(separator: ", ") }
    /// The columns as read for another lead, whose id is the first argument.
    fileprivate var readAnew: String { (["?"] + key + others).joined(separator: ", ") }
}

extension StoreWriter {
    func moveHistory(of losers: [LeadID], to winner: LeadID) throws {
        for rows in LeadRows.history { try move(rows, of: losers, to: winner) }
        try moveWaitingMessages(of: losers, to: winner)
    }

    /// Rows that keep their id.
    func move(_ rows: LeadRows, of losers: [LeadID], to winner: LeadID, _ change: Change = .detail) throws {
        let isLoser = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        try write(
            change,
            """
            \(connection.dialect.insertKeepingIDs) \(rows.table) (\(rows.columnList)) \
            SELECT \(rows.readAnew) FROM \(rows.table) WHERE \(isLoser)
            """, [.id(winner), .ids(losers)])
        try write(change, "DELETE FROM \(rows.table) WHERE \(isLoser)", [.ids(losers)])
    }

    /// What has left keeps the lead it was sent to.
    private func moveWaitingMessages(of losers: [LeadID], to winner: LeadID) throws {
        let rows = LeadRows.outbox
        let isWaiting = "state = 'pending' AND \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))"
        let payloads = try connection.all("SELECT id, payload FROM outbox WHERE \(isWaiting)", [.ids(losers)]) {
            (id: $0.int(0), payload: $0.text(1))
        }
        guard !payloads.isEmpty else { return }
        let readAnew = (["?"] + rows.key + rows.others.map { $0 == "payload" ? "?" : $0 }).joined(separator: ", ")
        try write(
            .detail,
            """
            \(connection.dialect.insertKeepingIDs) outbox (\(rows.columnList)) SELECT \(readAnew) FROM outbox \
            WHERE id = ?
            """, count: payloads.count
        ) { binder, index in
            var payload = try JSONParser.parse(payloads[index].payload).object ?? [:]
            if payload["leadId"] != nil { payload["leadId"] = .integer(winner.rawValue) }
            binder.bind(winner.rawValue)
            binder.bind(JSONValue.object(payload).jsonText)
            binder.bind(payloads[index].id)
        }
        try write(.detail, "DELETE FROM outbox WHERE \(isWaiting)", [.ids(losers)])
    }

    /// Loser by loser, so that the first one's row is the one that is kept.
    func moveMemberships(of losers: [LeadID], to winner: LeadID) throws {
        let isLoser = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        for rows in LeadRows.memberships {
            let key = (["lead_id"] + rows.key).joined(separator: ", ")
            try write(
                .detail,
                """
                INSERT INTO \(rows.table) (\(rows.columnList)) \
                SELECT \(rows.readAnew) FROM \(rows.table) WHERE lead_id = ? ON CONFLICT (\(key)) DO NOTHING
                """, count: losers.count
            ) { binder, index in
                binder.bind(winner.rawValue)
                binder.bind(losers[index].rawValue)
            }
            try write(.detail, "DELETE FROM \(rows.table) WHERE \(isLoser)", [.ids(losers)])
        }
    }
}
