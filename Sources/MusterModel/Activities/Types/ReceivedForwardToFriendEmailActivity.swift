extension ActivityType {
    /// On the lead who receives; filter and trigger share the name in Adobe's list.
    public static let receivedForwardToFriendEmail = ActivityType(
        id: 112, name: "Received Forward to Friend Email",
        description: "Lead receives an e-mail forwarded by a friend",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [.init("Lead ID", .integer)],
        filter: "Received Forward to Friend Email", trigger: "Received Forward to Friend Email",
        constraints: [
            .init(11201, "Email", .string, .primaryAsset(.email))
        ])
}
