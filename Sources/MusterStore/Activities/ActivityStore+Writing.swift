public import MusterModel

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
            binder.bind(utf8: activity.attributes.jsonBytes)
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

extension JSONObject {
    fileprivate var jsonBytes: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.value(.object(self))
        return writer.bytes
    }
}
