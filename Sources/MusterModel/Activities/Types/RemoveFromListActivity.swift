extension ActivityType {
    /// Only for leads who were members before.
    public static let removeFromList = ActivityType(
        id: 25, name: "Remove from List", description: "Lead is removed from a static list",
        primaryAttribute: .init("List ID", .integer),
        attributes: [.init("Source")],
        filter: "Was Removed from List", trigger: "Removed from List",
        constraints: [
            .init(2501, "List Name", .string, .primaryAsset(.staticList)),
            .init(2502, "Source", .string, .attribute("Source")),
        ])
}
