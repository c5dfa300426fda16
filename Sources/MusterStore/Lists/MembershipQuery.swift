public import MusterModel

/// Which of one lead's memberships of one kind are asked for: the newest first, those of one moment
/// by descending id of what the lead is a member of.
public struct MembershipQuery: Sendable {
    /// Where the page before ended.
    public struct Cursor: Sendable, Hashable {
        public var since: Instant
        public var id: Int64
        public init(since: Instant, id: Int64) {
            self.since = since
            self.id = id
        }
    }

    public var lead: LeadID
    /// Of the programs, lists or campaigns; `nil` is all.
    public var ids: [Int64]?
    /// Inclusive at both ends.
    public var updatedFrom: Instant?
    public var updatedTo: Instant?
    public var after: Cursor?
    public var limit: Int

    public init(
        lead: LeadID, ids: [Int64]? = nil, updatedFrom: Instant? = nil, updatedTo: Instant? = nil,
        after: Cursor? = nil, limit: Int
    ) {
        self.lead = lead
        self.ids = ids
        self.updatedFrom = updatedFrom
        self.updatedTo = updatedTo
        self.after = after
        self.limit = limit
    }

    /// The rest of a statement behind its table, with its arguments.
    func selection(
        id: String, since: String, updatedAt: String, _ scope: SQLCondition = SQLCondition()
    ) -> (sql: String, arguments: [SQLValue]) {
        var condition = scope
        condition.require("lead_id = ?", [.id(lead)])
        if let ids { condition.require(.isOne(id, of: ids.map(SQLValue.int))) }
        if let updatedFrom { condition.require("\(updatedAt) >= ?", [.instant(updatedFrom)]) }
        if let updatedTo { condition.require("\(updatedAt) <= ?", [.instant(updatedTo)]) }
        if let after {
            condition.require(
                "(\(since) < ? OR (\(since) = ? AND \(id) < ?))",
                [.instant(after.since), .instant(after.since), .int(after.id)])
        }
        return (
            "\(condition.whereClause) ORDER BY \(since) DESC, \(id) DESC LIMIT ?",
            condition.arguments + [.int(Int64(limit))]
        )
    }
}

/// A lead's membership of a static list, or the passages of a lead through a smart campaign.
public struct Membership: Sendable, Hashable {
    /// Of the list or the campaign.
    public let id: Int64
    public let createdAt: Instant
    public let updatedAt: Instant
}

extension StoreReader {
    /// One lead's static lists, the list joined last first.
    public func listMemberships(_ query: MembershipQuery) throws -> [Membership] {
        let (rest, arguments) = query.selection(
            id: "list_id", since: "added_at", updatedAt: "added_at", MemberGroup.staticList.isThere("list_id"))
        return try connection.all(
            "SELECT list_id, added_at, added_at FROM static_list_member\(rest)", arguments, Membership.init(row:))
    }

    /// One lead's smart campaigns by when it first entered their flow; `updatedAt` is the last entry.
    public func campaignMemberships(_ query: MembershipQuery) throws -> [Membership] {
        // By campaign, because the members of campaigns have no index by lead.
        let ofAnyCampaign = SQLCondition("campaign_id IN (SELECT id FROM smart_campaign)")
        let (rest, arguments) = query.selection(
            id: "campaign_id", since: "first_entered_at", updatedAt: "last_entered_at", ofAnyCampaign)
        return try connection.all(
            "SELECT campaign_id, first_entered_at, last_entered_at FROM campaign_member\(rest)", arguments,
            Membership.init(row:))
    }
}

extension Membership {
    fileprivate init(row: any SQLRow) {
        self.init(id: row.int(0), createdAt: row.instant(1), updatedAt: row.instant(2))
    }
}
