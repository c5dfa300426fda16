extension ActivityType {
    /// On the lead who forwards; filter and trigger share the name in Adobe's list.
    public static let sentForwardToFriendEmail = ActivityType(
        id: 111, name: "Sent Forward to Friend Email", description: "Lead forwards an e-mail to a friend",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [.init("Lead ID", .integer)],
        filter: "Sent Forward to Friend Email", trigger: "Sent Forward to Friend Email",
        constraints: [
            .init(11101, "Email", .string, .primaryAsset(.email))
        ])
}
