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

extension ActivityType {
    /// About the lead, to other people.
    public static let sendAlert = ActivityType(
        id: 38, name: "Send Alert", description: "An alert about the lead is sent",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [.init("Send To List"), .init("Send To Owner")],
        filter: "Alert Was Sent", trigger: "Sent Alert",
        constraints: [
            .init(3801, "Email", .string, .primaryAsset(.email)),
            .init(3802, "Sent To", .string, .attribute("Send To List")),
        ])
}

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
