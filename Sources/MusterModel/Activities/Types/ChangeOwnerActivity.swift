extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none.
    public static let changeOwner = ActivityType(
        id: 23, name: "Change Owner", description: "The sales owner of the lead changes",
        attributes: [.init("New Owner")],
        filter: "Owner was Changed", trigger: "Owner Changes",
        constraints: [
            .init(2301, "New Owner", .string, .attribute("New Owner"))
        ])
}
