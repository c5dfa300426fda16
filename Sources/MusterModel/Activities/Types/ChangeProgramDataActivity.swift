extension ActivityType {
    /// The id is our choice; Adobe publishes none, nor a filter or a trigger.
    public static let changeProgramData = ActivityType(
        id: 9001, name: "Change Program Data", description: "A field of a program changes for the lead",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [.init("Attribute Name"), .init("New Value"), .init("Old Value"), .init("Reason")])
}
