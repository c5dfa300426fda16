extension ActivityType {
    /// A hard bounce: category 1 (spam) or 2 (invalid address).
    public static let emailBounced = ActivityType(
        id: 8, name: "Email Bounced", description: "An e-mail is refused for good",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Category"), .init("Choice Number", .integer), .init("Details"),
            .init("Email"), .init("Step ID", .integer), .init("Subcategory"), .init("Test Variant", .integer),
        ],
        filter: "Email Bounced", trigger: "Email Bounces",
        constraints: [
            .init(801, "Email", .string, .primaryAsset(.email)),
            .init(802, "Category", .string, .attribute("Category")),
            .init(803, "Sub-category", .string, .attribute("Subcategory")),
            .init(804, "Details", .string, .attribute("Details")),
        ])
}
