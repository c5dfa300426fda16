extension ActivityType {
    /// The new partition is compared by the text of its name, the old one by its id.
    public static let changeLeadPartition = ActivityType(
        id: 100, name: "Change Lead Partition", description: "Lead moves to another lead partition",
        primaryAttribute: .init("New Partition ID", .integer),
        attributes: [.init("Old Partition ID", .integer), .init("Reason")],
        filter: "Lead Partition Changed", trigger: "Lead Partition Changes",
        synonyms: ["Person Partition Changed", "Person Partition Changes"],
        constraints: [
            .init(10001, "New Partition", .string, .primaryText),
            .init(10002, "Old Partition", .string, .attribute("Old Partition ID")),
            .init(10003, "Reason", .string, .attribute("Reason")),
        ])
}
