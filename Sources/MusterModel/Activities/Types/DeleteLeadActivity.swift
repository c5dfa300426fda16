extension ActivityType {
    /// The record carries the lead id and the full name. Nothing can be asked of it: the lead is
    /// gone.
    public static let deleteLead = ActivityType(
        id: 37, name: "Delete Lead", description: "Lead is deleted from the database",
        primaryAttribute: .init("Lead ID", .integer),
        attributes: [.init("Campaign"), .init("Remove from SFDC", .boolean)])
}
