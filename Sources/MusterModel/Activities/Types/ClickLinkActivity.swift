extension ActivityType {
    /// A click on a web page; clicks in e-mails are `clickEmail`.
    public static let clickLink = ActivityType(
        id: 3, name: "Click Link", description: "User clicks a link on a web page",
        primaryAttribute: .init("Link ID", .integer),
        attributes: [
            .init("Client IP Address"), .init("Query Parameters"), .init("Referrer URL"), .init("User Agent"),
            .init("Webpage ID", .integer),
        ],
        filter: "Click Link", trigger: "Clicks Link",
        synonyms: ["Clicked Link on Web Page", "Clicks Link on Web Page"],
        constraints: [
            .init(301, "Link", .string, .primaryText),
            .init(302, "Web Page", .string, .attribute("Webpage ID")),
            .init(303, "Querystring", .string, .attribute("Query Parameters")),
            .init(304, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(305, "Referrer", .string, .attribute("Referrer URL")),
            .init(306, "User Agent", .string, .attribute("User Agent")),
            .init(307, "Browser", .string, .attribute("Browser")),
            .init(308, "Platform", .string, .attribute("Platform")),
            .init(309, "Device", .string, .attribute("Device")),
        ])
}
