public import MusterModel

/// An activity that some active campaign may react to.
public struct PendingEvent: Sendable {
    public let activityID: ActivityID
    public let leadID: LeadID
    public let typeID: ActivityTypeID
    public let depth: Int
    public let contextID: Int64?
}

extension StoreReader {
    /// In commit order.
    public func pendingEvents(limit: Int) throws -> [PendingEvent] {
        try connection.all(
            "SELECT activity_id, lead_id, type_id, depth, context_id FROM pending_event ORDER BY activity_id LIMIT ?",
            [.int(Int64(limit))]
        ) { row in
            PendingEvent(
                activityID: ActivityID(row.int(0)), leadID: LeadID(row.int(1)), typeID: ActivityTypeID(row.int(2)),
                depth: Int(row.int(3)), contextID: row.intOrNil(4))
        }
    }
}

extension StoreWriter {
    /// Forgets the events up to and including the given one: they have been dealt with.
    public func removePendingEvents(through last: ActivityID) throws {
        try write(.work(.events), "DELETE FROM pending_event WHERE activity_id <= ?", [.int(last.rawValue)])
    }
}
