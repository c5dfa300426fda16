extension ActivityType {
    /// The primary value is the type (`Email`, `Milestone`, `Web` or free text), also recorded as the
    /// attribute *Type*.
    public static let interestingMoment = ActivityType(
        id: 46, name: "Interesting Moment", description: "Something worth telling sales happens",
        primaryAttribute: .init("Milestone"),
        attributes: [.init("Date", .datetime), .init("Description", .text), .init("Source"), .init("Type")],
        filter: "Had Interesting Moment", trigger: "Has Interesting Moment",
        constraints: [
            .init(4601, "Type", .string, .primaryText),
            .init(4602, "Description", .string, .attribute("Description")),
            .init(4603, "Source", .string, .attribute("Source")),
            .init(4604, "Date", .datetime, .attribute("Date")),
        ])
}
