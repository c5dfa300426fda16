extension ActivityType {
    /// Also written by the first click in a message that was never seen opened. No attribute of
    /// Adobe's says whether the content was predictive; *Is Predictive* is read when there.
    public static let openEmail = ActivityType(
        id: 10, name: "Open Email", description: "Lead opens an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Bot Activity Pattern"), .init("Browser"), .init("Campaign Run ID", .integer),
            .init("Choice Number", .integer), .init("Device"), .init("Is Bot Activity", .boolean),
            .init("Is Mobile Device", .boolean), .init("Platform"), .init("Step ID", .integer),
            .init("Test Variant", .integer), .init("User Agent"),
        ],
        filter: "Opened Email", trigger: "Opens Email",
        constraints: [
            .init(1001, "Email", .string, .primaryAsset(.email)),
            .init(1002, "Is Mobile Device", .boolean, .attribute("Is Mobile Device")),
            .init(1003, "Device", .string, .attribute("Device")),
            .init(1004, "Platform", .string, .attribute("Platform")),
            .init(1005, "Browser", .string, .attribute("Browser")),
            .init(1006, "Is Predictive Content", .boolean, .attribute("Is Predictive")),
            .init(1007, "Is Bot Activity", .boolean, .attribute("Is Bot Activity")),
            .init(1008, "Bot Activity Pattern", .string, .attribute("Bot Activity Pattern")),
        ])
}
