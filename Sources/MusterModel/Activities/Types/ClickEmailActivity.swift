extension ActivityType {
    /// Id 16 of *Email* is that of Adobe's samples.
    public static let clickEmail = ActivityType(
        id: 11, name: "Click Email", description: "Lead clicks a link in an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Bot Activity Pattern"), .init("Browser"), .init("Campaign Run ID", .integer),
            .init("Choice Number", .integer), .init("Device"), .init("Is Bot Activity", .boolean),
            .init("Is Mobile Device", .boolean), .init("Is Predictive", .boolean), .init("Link"), .init("Link ID"),
            .init("Platform"), .init("Step ID", .integer), .init("Test Variant", .integer), .init("User Agent"),
        ],
        filter: "Clicked Link in Email", trigger: "Clicks Link in Email",
        constraints: [
            .init(16, "Email", .string, .primaryAsset(.email)),
            .init(1102, "Link", .string, .attribute("Link")),
            .init(1103, "Link ID", .string, .attribute("Link ID")),
            .init(1104, "Is Mobile Device", .boolean, .attribute("Is Mobile Device")),
            .init(1105, "Device", .string, .attribute("Device")),
            .init(1106, "Platform", .string, .attribute("Platform")),
            .init(1107, "Browser", .string, .attribute("Browser")),
            .init(1108, "Is Predictive Content", .boolean, .attribute("Is Predictive")),
            .init(1109, "Is Bot Activity", .boolean, .attribute("Is Bot Activity")),
            .init(1110, "Bot Activity Pattern", .string, .attribute("Bot Activity Pattern")),
        ])
}
