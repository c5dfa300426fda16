extension ActivityType {
    /// The trigger is absent from Adobe's list, where people use *Email is Delivered*: our extension.
    public static let sendEmail = ActivityType(
        id: 6, name: "Send Email", description: "An e-mail is handed over for the lead",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Choice Number", .integer), .init("Has Predictive", .boolean),
            .init("Step ID", .integer), .init("Test Variant", .integer),
        ],
        filter: "Was Sent Email", trigger: "Is Sent Email",
        constraints: [
            .init(601, "Email", .string, .primaryAsset(.email)),
            .init(602, "Campaign", .string, .campaign),
            .init(603, "Test Variant", .integer, .attribute("Test Variant")),
        ])
}
