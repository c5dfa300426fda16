public import MusterModel

/// Why nobody was erased.
public enum ErasureRefusal: Error, Sendable, Hashable {
    /// Neither a person nor an activity of somebody who was deleted has these ids.
    case unknown([LeadID])
    /// What the person has left is another's since.
    case merged(LeadID, into: LeadID)
}

extension StoreReader {
    /// Looks through the whole activity log when somebody is not known, who may have been merged.
    /// - Returns: why the people cannot be erased; `nil` when they can.
    public func refusal(ofErasing people: [LeadID]) throws -> ErasureRefusal? {
        let known = try withTraces(people)
        let unknown = people.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return nil }
        var refusal: ErasureRefusal?
        try connection.query(
            "SELECT lead_id, id, attributes FROM activity WHERE type_id = ?", [.id(ActivityType.mergeLeads.id)]
        ) { row in
            let losers = try Self.mergedIDs(row)
            refusal = unknown.first(where: losers.contains).map { .merged($0, into: LeadID(row.int(0))) }
            return refusal == nil
        }
        return refusal ?? .unknown(unknown)
    }

    /// Those who are there, and those of whom activities are.
    private func withTraces(_ people: [LeadID]) throws -> Set<LeadID> {
        let isOne = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let active = try connection.all("SELECT DISTINCT lead_id FROM activity WHERE \(isOne)", [.ids(people)]) {
            LeadID($0.int(0))
        }
        return try existing(people).union(active)
    }

    /// Who became part of the people: what had been sent to them before still bears their ids. History that
    /// was brought from elsewhere may name ids that are other people's here.
    fileprivate func mergedInto(_ people: [LeadID]) throws -> [LeadID] {
        let isOne = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let merged = try connection.all(
            "SELECT lead_id, id, attributes FROM activity WHERE \(isOne) AND type_id = ?",
            [.ids(people), .id(ActivityType.mergeLeads.id)], Self.mergedIDs)
        let losers = Set(merged.joined()).subtracting(people)
        return losers.subtracting(try withTraces(Array(losers))).sorted()
    }

    /// Those that they have, and those that they had.
    fileprivate func addresses(of people: [LeadID]) throws -> [String] {
        let now = try leads(people, fields: [.email]).compactMap { lead in
            if case .text(let address) = lead[.email] { address } else { nil }
        }
        let isTheirs = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let before = try connection.all(
            "SELECT attributes, id FROM activity WHERE \(isTheirs) AND type_id = ? AND primary_id = ?",
            [.ids(people), .id(ActivityType.changeDataValue.id), .int(Int64(LeadField.email.id))]
        ) { row in
            let attributes = try Activity.attributes(stored: row.text(0), of: row.int(1))
            return ["Old Value", "New Value"].compactMap { attributes[$0]?.text }
        }
        return now + before.joined()
    }

    private static func mergedIDs(_ row: any SQLRow) throws -> [LeadID] {
        let attributes = try Activity.attributes(stored: row.text(2), of: row.int(1))
        return (attributes["Merge IDs"]?.text ?? "").split(separator: ",").compactMap { Int64($0).map { LeadID($0) } }
    }
}

extension StoreWriter {
    /// Removes people with everything that is kept of them, and notes how much that was. The files still hold
    /// it until `Store.cleanFiles` has written them anew.
    ///
    /// - People and those who were merged into them: values, activities, memberships, cookies, places in
    ///   flows and what became of them there, messages whether delivered or not, events.
    /// - Tokens of calls that nobody else needs, and why triggers could not judge events: their texts may
    ///   quote anybody.
    /// - Their addresses wherever somebody typed them into what the audit trail tells.
    /// - That an address has unsubscribed stays known, sealed (`AddressSeal`) unless somebody else has it.
    ///
    /// No *Delete Lead* is logged. Assets stay as they are, and counts of runs with them.
    ///
    /// - Parameter salt: seals addresses where none has been sealed before.
    /// - Throws: `ErasureRefusal`.
    public func erase(_ people: [LeadID], salt: String) throws -> Erasure {
        if let refusal = try reader.refusal(ofErasing: people) { throw refusal }
        let everybody = people + (try reader.mergedInto(people))
        try eraseFromAudit(reader.addresses(of: everybody))
        let isTheirs = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let passages = try connection.first(
            "SELECT count(*) FROM flow_entry WHERE \(isTheirs)", [.ids(everybody)]
        ) { $0.int(0) }
        // So that runs end with their last person. How the passages end is kept, and goes with the rest.
        try removeFromFlow(everybody, of: nil, because: "erased")
        var counts: [String: Int64] = ["passages": passages ?? 0, "outcomes": -(passages ?? 0)]
        for rows in LeadRows.all + [.campaignMemberships] {
            let deleted = try write(.detail, "DELETE FROM \(rows.table) WHERE \(isTheirs)", [.ids(everybody)])
            counts[rows.counted, default: 0] += Int64(deleted)
        }
        let found = try reader.existing(everybody).sorted()
        let isLead = connection.dialect.isOneOf("id", jsonArray: "?")
        try write(.deleted(found), "DELETE FROM lead WHERE \(isLead)", [.ids(found)])
        counts["people"] = Int64(Set(people).count)
        counts["tokens"] = Int64(try deleteUnusedTokenContexts())
        try write(.detail, "DELETE FROM trigger_fault", [])
        try sealOrphanedMarks(salt: salt)
        for work in [EngineWork.events, .outbox] { announce(work) }
        return try note(counts.filter { $0.value > 0 })
    }

    /// Those of calls whose people have all left their flows.
    private func deleteUnusedTokenContexts() throws -> Int {
        try write(
            .detail,
            """
            DELETE FROM token_context WHERE id NOT IN ( \
            SELECT context_id FROM flow_entry WHERE context_id IS NOT NULL UNION \
            SELECT context_id FROM pending_event WHERE context_id IS NOT NULL UNION \
            SELECT context_id FROM campaign_run WHERE context_id IS NOT NULL AND state IN ('scheduled', 'running'))
            """, [])
    }
}
