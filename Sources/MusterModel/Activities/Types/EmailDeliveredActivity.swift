extension ActivityType {
    /// Reported by the relay; a message that is only handed over has `sendEmail`.
    public static let emailDelivered = ActivityType(
        id: 7, name: "Email Delivered", description: "The lead's mail server accepts an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Choice Number", .integer), .init("Step ID", .integer),
            .init("Test Variant", .integer),
        ],
        filter: "Was Delivered Email", trigger: "Email is Delivered",
        constraints: [
            .init(701, "Email", .string, .primaryAsset(.email)),
            .init(702, "Campaign", .string, .campaign),
        ])
}
