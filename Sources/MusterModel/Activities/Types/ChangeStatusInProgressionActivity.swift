extension ActivityType {
    /// Also recorded when the new status is the old one. *Success* is true only for the change that
    /// first reached success.
    public static let changeStatusInProgression = ActivityType(
        id: 104, name: "Change Status in Progression", description: "The status of the lead in a program is written",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [
            .init("Acquired By", .boolean), .init("New Status"), .init("New Status ID", .integer),
            .init("Old Status"), .init("Old Status ID", .integer), .init("Program Member ID", .integer),
            .init("Reason"), .init("Success", .boolean),
        ],
        filter: "Progression Status was Changed", trigger: "Progression Status is Changed",
        synonyms: ["Program Status was Changed", "Program Status is Changed"],
        constraints: [
            .init(10401, "Program", .string, .primaryAsset(.program)),
            .init(10402, "New Status", .string, .attribute("New Status")),
            .init(10403, "Old Status", .string, .attribute("Old Status")),
            .init(10404, "Success", .boolean, .attribute("Success")),
            .init(10405, "Acquired By", .boolean, .attribute("Acquired By")),
            .init(10406, "Reason", .string, .attribute("Reason")),
        ])
}
