extension ActivityType {
    /// A soft bounce: category 3, 4 or 9.
    public static let emailBouncedSoft = ActivityType(
        id: 27, name: "Email Bounced Soft", description: "An e-mail is refused for the time being",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Category"), .init("Choice Number", .integer), .init("Details"),
            .init("Email"), .init("Step ID", .integer), .init("Subcategory"), .init("Test Variant", .integer),
        ],
        filter: "Email Bounced Soft", trigger: "Email Bounces Soft",
        constraints: [
            .init(2701, "Email", .string, .primaryAsset(.email)),
            .init(2702, "Category", .string, .attribute("Category")),
            .init(2703, "Sub-category", .string, .attribute("Subcategory")),
            .init(2704, "Details", .string, .attribute("Details")),
        ])
}
