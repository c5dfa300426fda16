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
