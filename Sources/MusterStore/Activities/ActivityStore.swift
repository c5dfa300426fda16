public import MusterModel

/// The columns of an activity, in the order `Activity.init(row:)` reads them.
let activityColumns = "id, lead_id, type_id, at, campaign_id, primary_id, primary_value, attributes"

extension StoreReader {
    public func activity(_ id: ActivityID) throws -> Activity? {
        try connection.first(
            "SELECT \(activityColumns) FROM activity WHERE id = ?", [.id(id)], Activity.init(row:))
    }

    /// By ascending id; activities that are not there are left out.
    public func activities(_ ids: [ActivityID]) throws -> [Activity] {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        return try connection.all(
            "SELECT \(activityColumns) FROM activity WHERE \(isWanted) ORDER BY id", [.ids(ids)],
            Activity.init(row:))
    }

    /// The end of the log; 0 when it is empty.
    public func lastActivityID() throws -> ActivityID {
        ActivityID(try connection.first("SELECT max(id) FROM activity") { $0.int(0) } ?? 0)
    }
}

extension Activity {
    init(row: any SQLRow) throws {
        let id = row.int(0)
        let attributes = try Self.attributes(stored: row.text(7), of: id)
        self.init(
            id: ActivityID(id),
            content: NewActivity(
                lead: LeadID(row.int(1)), type: ActivityTypeID(row.int(2)), at: row.instant(3),
                campaign: row.intOrNil(4).map { SmartCampaignID($0) }, primaryID: row.intOrNil(5),
                primaryValue: row.textOrNil(6), attributes: attributes))
    }
    static func attributes(stored text: String, of id: Int64) throws -> JSONObject {
        do { return try JSONParser.parse(text).object ?? [:] } catch {
            throw StoredContentError("activity \(id)", "\(error)")
        }
    }
}

extension StoreWriter {
    /// Appends to the log in the given order and returns the ids, which are consecutive.
    ///
    /// Activities of types that active campaigns listen to become pending events. With these travel
    /// what campaigns had to do with it, lead by lead, and the token overrides.
    @discardableResult
    public func append(
        _ activities: [NewActivity], causes: EventCauses = .outside, contextID: Int64? = nil
    ) throws -> ClosedRange<Int64>? {
        guard !activities.isEmpty else { return nil }
        let first = try nextIDs(.activity, count: activities.count)
        let ids = first...first + Int64(activities.count) - 1
        try markTime(of: activities, first: first)
        var attributes = JSONWriter()
        try write(
            .appended(first: first, activities),
            "INSERT INTO activity (\(activityColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", count: activities.count
        ) { binder, index in
            let activity = activities[index]
            binder.bind(first + Int64(index))
            binder.bind(activity.leadID.rawValue)
            binder.bind(activity.typeID.rawValue)
            binder.bind(activity.at.milliseconds)
            binder.bind(optional: activity.campaignID?.rawValue)
            binder.bind(optional: activity.primaryID)
            binder.bind(optional: activity.primaryValue)
            attributes.clear()
            attributes.value(.object(activity.attributes))
            binder.bind(utf8: attributes.bytes)
        }
        try addPendingEvents(activities, first: first, causes, contextID)
        return ids
    }

    private func addPendingEvents(
        _ activities: [NewActivity], first: Int64, _ causes: EventCauses, _ contextID: Int64?
    ) throws {
        let listened = catalogs.listenedTypes
        guard !listened.isEmpty else { return }
        let pending = activities.indices.filter { listened.contains(activities[$0].typeID) }
        guard !pending.isEmpty else { return }
        try write(
            .work(.events),
            """
            INSERT INTO pending_event (activity_id, lead_id, type_id, depth, chain_id, context_id, committed_at) \
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, count: pending.count
        ) { binder, index in
            let activity = activities[pending[index]]
            binder.bind(first + Int64(pending[index]))
            binder.bind(activity.leadID.rawValue)
            binder.bind(activity.typeID.rawValue)
            let cause = causes[activity.leadID]
            binder.bind(Int64(cause.depth))
            binder.bind(optional: cause.chainID)
            binder.bind(optional: contextID)
            binder.bind(now.milliseconds)
        }
    }
}

/// What campaigns had to do with an event: how far from the outside it is.
public struct EventCause: Sendable, Hashable {
    /// How many campaigns caused each other to get here; 0 for what comes from outside.
    public var depth: Int
    /// The chain of entries that led here, by the first of them or by a number of its own; `nil` for
    /// what comes from outside.
    public var chainID: Int64?

    public static let outside = EventCause(depth: 0)

    public init(depth: Int, chainID: Int64? = nil) {
        self.depth = depth
        self.chainID = chainID
    }

    /// A step that the entry takes.
    public init(_ entry: FlowEntry) {
        self.init(depth: entry.depth + 1, chainID: entry.chainID ?? entry.id)
    }
}

/// What campaigns had to do with the events of one change, person by person.
public struct EventCauses: Sendable {
    private let byLead: [LeadID: EventCause]
    /// For people whom the change reaches through another, such as by a shared address: as far from the
    /// outside as whoever is farthest, so that people who cause each other come to an end as well.
    private let others: EventCause

    public static let outside = EventCauses([:])

    public init(_ byLead: [LeadID: EventCause]) {
        self.byLead = byLead
        others = byLead.values.max { $0.depth < $1.depth } ?? .outside
    }

    /// What a step causes for people who take it together.
    public init(_ entries: [FlowEntry]) {
        self.init(Dictionary(entries.map { ($0.leadID, EventCause($0)) }, uniquingKeysWith: { first, _ in first }))
    }

    public subscript(lead: LeadID) -> EventCause { byLead[lead] ?? others }
}
