extension ActivityType {
    /// Revenue models are not kept by Muster: recognised for records written elsewhere.
    public static let changeRevenueStage = ActivityType(
        id: 101, name: "Change Revenue Stage", description: "Lead moves to another stage of a revenue model",
        primaryAttribute: .init("Model ID", .integer),
        attributes: [.init("New Stage ID", .integer), .init("Old Stage ID", .integer), .init("Reason")],
        filter: "Revenue Stage was Changed", trigger: "Revenue Stage is Changed",
        constraints: [
            .init(10101, "Revenue Model", .string, .primaryText),
            .init(10102, "New Stage", .integer, .attribute("New Stage ID")),
            .init(10103, "Old Stage", .integer, .attribute("Old Stage ID")),
            .init(10104, "Reason", .string, .attribute("Reason")),
        ])
}
