extension ActivityType {
    /// The record carries the id and the display name of the score field. *Change Value* has a sign:
    /// `+10`, `-5`.
    public static let changeScore = ActivityType(
        id: 22, name: "Change Score", description: "A score of the lead changes",
        primaryAttribute: .init("Attribute Name"),
        attributes: [
            .init("Change Value"), .init("New Value", .integer), .init("Old Value", .integer),
            .init("Priority", .integer), .init("Reason"), .init("Relative Score", .integer),
            .init("Relative Urgency", .integer), .init("Urgency", .integer),
        ],
        filter: "Score was Changed", trigger: "Score is Changed",
        constraints: [
            .init(2201, "Score Name", .string, .primaryField),
            .init(2202, "Change", .integer, .attribute("Change Value")),
            .init(2203, "New Score", .integer, .attribute("New Value")),
            .init(2204, "Previous Score", .integer, .attribute("Old Value")),
            .init(2205, "Urgency", .integer, .attribute("Urgency")),
            .init(2206, "Priority", .integer, .attribute("Priority")),
            .init(2207, "Relative Score", .integer, .attribute("Relative Score")),
            .init(2208, "Relative Urgency", .integer, .attribute("Relative Urgency")),
            .init(2209, "Reason", .string, .attribute("Reason")),
        ])
}
