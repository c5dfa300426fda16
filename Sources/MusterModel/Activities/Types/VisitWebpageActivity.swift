extension ActivityType {
    /// A page view. The page is compared by the text of its name, since Muster keeps no landing
    /// pages. *Browser*, *Platform*, *Device* and *Token* may be asked for but are not described:
    /// they are there only when the tracker recorded them. Constraint ids 1 to 11 are in the order of
    /// the rules grammar; 1 and 6 are recorded.
    public static let visitWebpage = ActivityType(
        id: 1, name: "Visit Webpage", description: "User visits a web page",
        primaryAttribute: .init("Webpage ID", .integer),
        attributes: [
            .init("Client IP Address"), .init("Query Parameters"), .init("Referrer URL"), .init("Search Engine"),
            .init("Search Query"), .init("User Agent"), .init("Webpage URL"),
        ],
        filter: "Visited Web Page", trigger: "Visits Web Page",
        constraints: [
            .init(1, "Web Page", .string, .primaryText),
            .init(2, "Querystring", .string, .attribute("Query Parameters")),
            .init(3, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(4, "Referrer", .string, .attribute("Referrer URL")),
            .init(5, "User Agent", .string, .attribute("User Agent")),
            .init(6, "Browser", .string, .attribute("Browser")),
            .init(7, "Platform", .string, .attribute("Platform")),
            .init(8, "Device", .string, .attribute("Device")),
            .init(9, "Search Engine", .string, .attribute("Search Engine")),
            .init(10, "Search Query", .string, .attribute("Search Query")),
            .init(11, "Token", .string, .attribute("Token")),
        ])
}
