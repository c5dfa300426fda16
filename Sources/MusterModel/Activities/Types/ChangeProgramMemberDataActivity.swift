extension ActivityType {
    /// The id is our choice; Adobe publishes none.
    public static let changeProgramMemberData = ActivityType(
        id: 123, name: "Change Program Member Data", description: "A field of a program membership changes",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [
            .init("Attribute Display Name"), .init("New Value"), .init("Old Value"), .init("Reason"), .init("Source"),
        ],
        filter: "Program Member Data was Changed", trigger: "Program Member Data is Changed",
        constraints: [
            .init(12301, "Program", .string, .primaryAsset(.program)),
            .init(12302, "Attribute", .string, .attribute("Attribute Display Name")),
            .init(12303, "New Value", .string, .attribute("New Value")),
            .init(12304, "Previous Value", .string, .attribute("Old Value")),
            .init(12305, "Reason", .string, .attribute("Reason")),
            .init(12306, "Source", .string, .attribute("Source")),
        ])
}
