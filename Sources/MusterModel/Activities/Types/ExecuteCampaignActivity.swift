extension ActivityType {
    /// Recorded whether or not the lead was let in. The id is our choice; Adobe publishes none.
    public static let executeCampaign = ActivityType(
        id: 9003, name: "Execute Campaign", description: "An executable campaign is executed for the lead",
        primaryAttribute: .init("Campaign ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Qualified", .boolean),
            .init("Used Parent Campaign Token Context", .boolean),
        ],
        filter: "Campaign was Executed",
        constraints: [
            .init(900_301, "Campaign", .string, .primaryAsset(.smartCampaign)),
            .init(900_302, "Qualified", .boolean, .attribute("Qualified")),
        ])
}
