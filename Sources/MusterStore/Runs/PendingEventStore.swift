public import MusterModel

/// An activity that some active campaign may react to.
public struct PendingEvent: Sendable {
    public let activityID: ActivityID
    public let leadID: LeadID
    public let typeID: ActivityTypeID
    public let cause: EventCause
    public let contextID: Int64?
    /// What *today* means to a trigger.
    public let committedAt: Instant
    private let at: Instant?
    private let campaignID: SmartCampaignID?
    public let primaryID: Int64?
    private let primaryValue: String?
    private let attributes: String

    /// What happened; `nil` when the activity is gone. Attributes are read when they are asked for:
    /// most triggers look at none.
    /// - Throws: `StoredContentError`.
    public func activity(withAttributes: Bool) throws -> NewActivity? {
        guard let at else { return nil }
        return NewActivity(
            lead: leadID, type: typeID, at: at, campaign: campaignID, primaryID: primaryID,
            primaryValue: primaryValue,
            attributes: withAttributes ? try Activity.attributes(stored: attributes, of: activityID.rawValue) : [:])
    }
}

extension StoreReader {
    /// In commit order; without those of `excluded` people.
    public func pendingEvents(
        after last: ActivityID = 0, except excluded: [LeadID] = [], limit: Int
    ) throws -> [PendingEvent] {
        let others = excluded.isEmpty ? "" : " AND NOT \(connection.dialect.isOneOf("e.lead_id", jsonArray: "?"))"
        return try connection.all(
            """
            SELECT e.activity_id, e.lead_id, e.type_id, e.depth, e.chain_id, e.context_id, e.committed_at, \
            a.at, a.campaign_id, a.primary_id, a.primary_value, a.attributes \
            FROM pending_event e LEFT JOIN activity a ON a.id = e.activity_id \
            WHERE e.activity_id > ?\(others) ORDER BY e.activity_id LIMIT ?
            """, [.id(last)] + (excluded.isEmpty ? [] : [.ids(excluded)]) + [.int(Int64(limit))],
            PendingEvent.init)
    }

    public func hasPendingEvents() throws -> Bool {
        try connection.hasRow("SELECT 1 FROM pending_event LIMIT 1", [])
    }
}

extension PendingEvent {
    fileprivate init(_ row: any SQLRow) {
        activityID = ActivityID(row.int(0))
        leadID = LeadID(row.int(1))
        typeID = ActivityTypeID(row.int(2))
        cause = EventCause(depth: Int(row.int(3)), chainID: row.intOrNil(4))
        contextID = row.intOrNil(5)
        committedAt = row.instant(6)
        at = row.instantOrNil(7)
        campaignID = row.intOrNil(8).map { SmartCampaignID($0) }
        primaryID = row.intOrNil(9)
        primaryValue = row.textOrNil(10)
        attributes = row.text(11)
    }
}

extension StoreWriter {
    /// Forgets events that have been dealt with, these and no others.
    public func removePendingEvents(_ ids: [ActivityID]) throws {
        try write(.work(.events), "DELETE FROM pending_event WHERE activity_id = ?", count: ids.count) {
            binder, index in
            binder.bind(ids[index].rawValue)
        }
    }
}

extension StoreReader {
    /// The token overrides of a run or request: bare name to value.
    /// - Throws: `StoredContentError`: without its tokens a mail would say something else.
    public func tokenContext(_ id: Int64) throws -> [(name: String, value: String)] {
        var tokens: [(name: String, value: String)] = []
        try connection.query("SELECT tokens FROM token_context WHERE id = ?", [.int(id)]) { row in
            let subject = "tokens of request \(id)"
            let json: JSONValue
            do { json = try JSONParser.parse(row.text(0)) } catch { throw StoredContentError(subject, "\(error)") }
            let object = try StoredObject(json, subject)
            tokens = try object.object.members.map { ($0.key, try object.text($0.key)) }
            return false
        }
        return tokens
    }
}

extension StoreWriter {
    /// Keeps overrides for the people they travel with; `nil` when there are none.
    public func createTokenContext(_ tokens: [(name: String, value: String)]) throws -> Int64? {
        guard !tokens.isEmpty else { return nil }
        let id = try nextIDs(.tokenContext, count: 1)
        let json = JSONValue.object(JSONObject(tokens.map { (key: $0.name, value: .string($0.value)) }))
        try write(.detail, "INSERT INTO token_context (id, tokens) VALUES (?, ?)", [.int(id), .text(json.jsonText)])
        return id
    }
}
