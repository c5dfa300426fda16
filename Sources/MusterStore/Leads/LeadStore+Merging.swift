public import MusterModel

extension StoreWriter {
    /// Merges leads into one that remains, and logs its *Change Data Value*s and then *Merge Leads*.
    ///
    /// - Values: those of the winner stay; where it has none it takes the first that the losers have,
    ///   in their order. *Created At* stays, *Updated At* is now.
    /// - Activities become the winner's as they are, with their ids; so do events that triggers have
    ///   not seen yet and mail that has not left.
    /// - Static lists, programs and cookies: the winner joins what it was not in, with what the first
    ///   loser's membership says; its own memberships stay. A program member field that it has no
    ///   value of takes the loser's.
    /// - Smart campaigns: entries add up. Where several of them are in one flow, the passage that
    ///   began first goes on. How the others ended is told of the winner.
    /// - The losers vanish without *Delete Lead*.
    ///
    /// Losers that are not there, the winner among them and repetitions are left out; without a
    /// winner nothing happens. Answers who was merged.
    /// - Source: Adobe, "Leads" (values, activities and memberships); who wins a membership is our
    ///   choice.
    @discardableResult
    public func mergeLeads(_ losers: [LeadID], into winner: LeadID, origin: ChangeOrigin) throws -> [LeadID] {
        let existing = try reader.existing(losers + [winner])
        var seen: Set<LeadID> = [winner]
        let merged = losers.filter { existing.contains($0) && seen.insert($0).inserted }
        guard existing.contains(winner), !merged.isEmpty else { return [] }

        let filling = try emptyValues(of: winner, filledFrom: merged)
        // Before the winner changes, so that nothing that follows from it happens to people who are gone.
        try write(
            .merged(merged, into: winner), "DELETE FROM lead WHERE \(connection.dialect.isOneOf("id", jsonArray: "?"))",
            [.ids(merged)])
        try updateLead(winner, filling, origin: origin)
        // How some of them end becomes history that moves.
        try movePassages(of: merged, to: winner)
        try moveHistory(of: merged, to: winner)
        try moveMemberships(of: merged, to: winner)
        try addUpCampaignMemberships(of: merged, to: winner)
        try write(
            .detail, "UPDATE lead SET \(LeadField.updatedAt.column) = ? WHERE id = ?", [.instant(now), .id(winner)])
        try append(
            [try mergeLeads(merged, into: winner, filled: filling.keys.sorted { $0.id < $1.id }, origin)],
            causes: origin.causes,
            contextID: origin.contextID)
        return merged
    }

    /// What the store keeps itself, and what follows from other values.
    private static let unmergedFields: Set<LeadField> = [.leadID, .createdAt, .updatedAt, .fullName, .cookies]

    /// What the winner has no value of and a loser has.
    private func emptyValues(
        of winner: LeadID, filledFrom losers: [LeadID]
    ) throws -> [LeadField: FieldValue] {
        let fields = catalogs.leadFields.fields.filter { !Self.unmergedFields.contains($0) }
        let leads = try reader.leads(losers + [winner], fields: fields)
        let byID = Dictionary(leads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard let kept = byID[winner] else { return [:] }
        var values: [LeadField: FieldValue] = [:]
        for field in fields where kept[field].isMergedAsEmpty {
            values[field] = losers.lazy.compactMap { byID[$0]?[field] }.first { !$0.isMergedAsEmpty }
        }
        return values
    }

    /// The winner counts as having entered whenever one of them did.
    private func addUpCampaignMemberships(of losers: [LeadID], to winner: LeadID) throws {
        let isLoser = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        // By campaign, as in deleting leads: there is no index by lead.
        let ofLosers = "campaign_id IN (SELECT id FROM smart_campaign) AND \(isLoser)"
        try write(
            .detail,
            """
            INSERT INTO campaign_member (campaign_id, lead_id, first_entered_at, last_entered_at, entries) \
            SELECT campaign_id, ?, min(first_entered_at), max(last_entered_at), sum(entries) \
            FROM campaign_member WHERE \(ofLosers) GROUP BY campaign_id \
            ON CONFLICT (campaign_id, lead_id) DO UPDATE SET \
            first_entered_at = CASE WHEN excluded.first_entered_at < campaign_member.first_entered_at \
            THEN excluded.first_entered_at ELSE campaign_member.first_entered_at END, \
            last_entered_at = CASE WHEN excluded.last_entered_at > campaign_member.last_entered_at \
            THEN excluded.last_entered_at ELSE campaign_member.last_entered_at END, \
            entries = campaign_member.entries + excluded.entries
            """, [.id(winner), .ids(losers)])
        try write(.detail, "DELETE FROM campaign_member WHERE \(ofLosers)", [.ids(losers)])
    }

    /// - Source: Adobe names the attributes; how it spells their values is unknown.
    private func mergeLeads(
        _ losers: [LeadID], into winner: LeadID, filled: [LeadField], _ origin: ChangeOrigin
    ) throws -> NewActivity {
        let name: String? =
            if case .text(let text)? = try reader.lead(winner, fields: [.fullName])?[.fullName] { text } else { nil }
        var attributes: JSONObject = ["Master Updated": .boolean(!filled.isEmpty)]
        if !filled.isEmpty {
            attributes["Merge Fields"] = .string(filled.map(\.displayName).joined(separator: ","))
        }
        attributes["Merge IDs"] = .string(losers.map(\.description).joined(separator: ","))
        attributes["Merge Source"] = .string(origin.sourceType ?? origin.source)
        attributes["Merged in Sales"] = false
        return NewActivity(
            lead: winner, type: ActivityType.mergeLeads.id, at: now, campaign: origin.campaign,
            primaryID: winner.rawValue, primaryValue: name, attributes: attributes)
    }
}

extension FieldValue {
    fileprivate var isMergedAsEmpty: Bool { self == .null || self == .text("") }
}

extension ChangeOrigin {
    /// A merge that the API asks for.
    public static let merge = ChangeOrigin(source: "Merge", reason: "Merge", sourceType: "Web service API")
}
