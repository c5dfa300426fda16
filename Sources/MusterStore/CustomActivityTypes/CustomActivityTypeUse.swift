public import MusterModel

extension StoreReader {
    /// True when a filter or trigger of a list, or a choice of a flow, refers to the activity type,
    /// or an active campaign listens to it.
    ///
    /// The stored texts are searched for what `Rule.storedJSON` writes of such a rule, which is
    /// nothing that a value in them can spell: quotes in values are escaped.
    public func isUsed(_ type: ActivityTypeID) throws -> Bool {
        let mention = "\"ruleTypeId\":\(type),\"ruleType\":\"\(Rule.Kind.activity.rawValue)\""
        let places = [("smart_list", "rules"), ("smart_campaign", "flow")].map { table, column in
            "SELECT 1 FROM \(table) WHERE \(connection.dialect.contains(column, "?"))"
        }
        return try connection.hasRow(
            places.joined(separator: " UNION ALL ")
                + " UNION ALL SELECT 1 FROM active_trigger WHERE activity_type_id = ? LIMIT 1",
            [.text(mention), .text(mention), .id(type)])
    }
}

extension CustomActivityType {
    /// True when the change leaves every name alone that rules may refer to.
    public func keepsNames(with new: Definition) -> Bool {
        approved.map { Self.keepsNames(of: $0, new) } ?? true
    }
}
