extension ActivityType {
    /// Filter and trigger share the name in Adobe's list.
    public static let callWebhook = ActivityType(
        id: 110, name: "Call Webhook", description: "A webhook answers for the lead",
        primaryAttribute: .init("Webhook", .integer),
        attributes: [.init("Error Type", .integer), .init("Response", .text), .init("Status")],
        filter: "Webhook is Called", trigger: "Webhook is Called",
        constraints: [
            .init(11001, "Webhook", .string, .primaryText),
            .init(11002, "Response", .string, .attribute("Response")),
            .init(11003, "Error Type", .integer, .attribute("Error Type")),
        ])
}
