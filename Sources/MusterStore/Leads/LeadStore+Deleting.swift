public import MusterModel

extension StoreWriter {
    /// Deletes leads with their memberships, cookies and places in flows, and logs *Delete Lead* for
    /// each. Their activities stay. Returns those that were there.
    @discardableResult
    public func deleteLeads(_ ids: [LeadID], origin: ChangeOrigin) throws -> Set<LeadID> {
        let leads = try reader.leads(ids, fields: [.fullName])
        guard !leads.isEmpty else { return [] }
        let found = leads.map(\.id)
        try removeFromFlow(found, of: nil, because: "deleted")
        let isFound = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        // By campaign, because the members of campaigns have no index by lead: entering a flow is
        // frequent and deleting people is rare.
        let ofAnyCampaign = "campaign_id IN (SELECT id FROM smart_campaign) AND "
        for (table, scope) in [
            ("static_list_member", ""), ("program_member", ""), ("program_member_value", ""),
            ("campaign_member", ofAnyCampaign), ("pending_event", ""), ("lead_cookie", ""),
        ] {
            try write(.detail, "DELETE FROM \(table) WHERE \(scope)\(isFound)", [.ids(found)])
        }
        let isLead = connection.dialect.isOneOf("id", jsonArray: "?")
        try write(.deleted(found), "DELETE FROM lead WHERE \(isLead)", [.ids(found)])
        try append(leads.map { deletion(of: $0, origin) }, causes: origin.causes, contextID: origin.contextID)
        return Set(found)
    }

    private func deletion(of lead: Lead, _ origin: ChangeOrigin) -> NewActivity {
        let name: String? = if case .text(let text) = lead[.fullName] { text } else { nil }
        return NewActivity(
            lead: lead.id, type: ActivityType.deleteLead.id, at: now, campaign: origin.campaign,
            primaryID: lead.id.rawValue, primaryValue: name)
    }
}
