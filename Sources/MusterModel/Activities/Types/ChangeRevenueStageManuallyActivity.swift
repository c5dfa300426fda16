extension ActivityType {
    /// The trigger has no filter in Adobe's list.
    public static let changeRevenueStageManually = ActivityType(
        id: 102, name: "Change Revenue Stage Manually",
        description: "Lead is moved to another stage of a revenue model by hand",
        primaryAttribute: .init("Model ID", .integer),
        attributes: [.init("New Stage ID", .integer), .init("Old Stage ID", .integer), .init("Reason")],
        trigger: "Manual Stage Change",
        constraints: [
            .init(10201, "Revenue Model", .string, .primaryText),
            .init(10202, "New Stage", .integer, .attribute("New Stage ID")),
            .init(10203, "Old Stage", .integer, .attribute("Old Stage ID")),
            .init(10204, "Reason", .string, .attribute("Reason")),
        ])
}
