extension ActivityType {
    /// In the trigger *Source* is the primary constraint and restricts who may request the campaign.
    public static let requestCampaign = ActivityType(
        id: 47, name: "Request Campaign", description: "A smart campaign is requested for the lead",
        primaryAttribute: .init("Campaign ID", .integer),
        attributes: [.init("Source")],
        filter: "Campaign was Requested", trigger: "Campaign is Requested",
        constraints: [
            .init(4701, "Campaign Name", .string, .primaryAsset(.smartCampaign)),
            .init(4702, "Source", .string, .attribute("Source")),
        ])
}
