extension ActivityType {
    /// Only for leads who were not members before.
    public static let addToList = ActivityType(
        id: 24, name: "Add to List", description: "Lead is added to a static list",
        primaryAttribute: .init("List ID", .integer),
        attributes: [.init("Source")],
        filter: "Was Added to List", trigger: "Added to List",
        constraints: [
            .init(2401, "List Name", .string, .primaryAsset(.staticList)),
            .init(2402, "Source", .string, .attribute("Source")),
        ])
}
