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

extension ActivityType {
    /// A form submission. The form is compared by the text of its name, since Muster keeps no forms.
    public static let fillOutForm = ActivityType(
        id: 2, name: "Fill Out Form", description: "User fills out a form on a web page",
        primaryAttribute: .init("Webform ID", .integer),
        attributes: [
            .init("Client IP Address"), .init("Form Fields", .text), .init("Query Parameters"), .init("Referrer URL"),
            .init("User Agent"), .init("Webpage ID", .integer),
        ],
        filter: "Filled Out Form", trigger: "Fills Out Form",
        constraints: [
            .init(201, "Form Name", .string, .primaryText),
            .init(202, "Web Page", .string, .attribute("Webpage ID")),
            .init(203, "Querystring", .string, .attribute("Query Parameters")),
            .init(204, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(205, "Referrer", .string, .attribute("Referrer URL")),
            .init(206, "User Agent", .string, .attribute("User Agent")),
            .init(207, "Platform", .string, .attribute("Platform")),
            .init(208, "Device", .string, .attribute("Device")),
        ])
}
