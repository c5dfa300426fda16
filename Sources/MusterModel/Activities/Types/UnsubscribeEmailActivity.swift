extension ActivityType {
    /// Written before the change of *Unsubscribed* that follows from it.
    public static let unsubscribeEmail = ActivityType(
        id: 9, name: "Unsubscribe Email", description: "Lead unsubscribes from e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Client IP Address"), .init("Form Fields", .text),
            .init("Query Parameters"), .init("Referrer URL"), .init("Test Variant", .integer), .init("User Agent"),
            .init("Webform ID", .integer), .init("Webpage ID", .integer),
        ],
        filter: "Unsubscribed from Email", trigger: "Unsubscribes from Email",
        constraints: [
            .init(901, "Email", .string, .primaryAsset(.email)),
            .init(902, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(903, "Referrer", .string, .attribute("Referrer URL")),
            .init(904, "User Agent", .string, .attribute("User Agent")),
            .init(905, "Web Page", .string, .attribute("Webpage ID")),
        ])
}
