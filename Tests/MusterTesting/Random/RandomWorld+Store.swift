import MusterModel
import MusterRules
public import MusterStore

extension Store {
    /// Stores the leads with their ids, activities and memberships as they are, without logging.
    public func plant(_ leads: [RandomLead]) async throws {
        try await write { writer in
            let ids = try writer.createLeads(leads.map(\.values), origin: .api, loggingActivities: false)
            guard ids == leads.map(\.id) else {
                throw StoreError(.other, "leads must be planted with the ids the store gives them")
            }
            try writer.plantStatuses(of: leads)
            try writer.append(leads.flatMap(\.activities))
            for lead in leads { try writer.plantMemberships(of: lead) }
        }
    }
}

extension StoreWriter {
    /// Random people share addresses without sharing a status, which no real ones do.
    fileprivate func plantStatuses(of leads: [RandomLead]) throws {
        try rows.execute("DELETE FROM unsubscribed_address", [])
        try rows.executeMany("UPDATE lead SET unsubscribed = ? WHERE id = ?", count: leads.count) {
            binder, index in
            if case .boolean(let value)? = leads[index].values[.unsubscribed] {
                binder.bind(value ? 1 : Int64(0))
            } else {
                binder.bindNull()
            }
            binder.bind(leads[index].id.rawValue)
        }
    }

    fileprivate func plantMemberships(of lead: RandomLead) throws {
        for list in lead.lists {
            try rows.execute(
                "INSERT INTO static_list_member (list_id, lead_id, added_at) VALUES (?, ?, 0)",
                [.int(list.rawValue), .int(lead.id.rawValue)])
        }
        for (program, fact) in lead.programs {
            try rows.execute(
                """
                INSERT INTO program_member (program_id, lead_id, status, reached_success, member_since, updated_at) \
                VALUES (?, ?, ?, ?, ?, 0)
                """,
                [
                    .int(program.rawValue), .int(lead.id.rawValue), .text(fact.status),
                    .int(fact.reachedSuccess ? 1 : 0), .int(fact.memberSince.milliseconds),
                ])
        }
        for (campaign, at) in lead.campaigns {
            try rows.execute(
                """
                INSERT INTO campaign_member (campaign_id, lead_id, first_entered_at, last_entered_at, entries) \
                VALUES (?, ?, ?, ?, 1)
                """,
                [
                    .int(campaign.rawValue), .int(lead.id.rawValue), .int(at.milliseconds), .int(at.milliseconds),
                ])
        }
    }
}
