extension ActivityType {
    /// Written on the lead that remains.
    public static let mergeLeads = ActivityType(
        id: 32, name: "Merge Leads", description: "Leads are merged into this one",
        primaryAttribute: .init("Lead ID", .integer),
        attributes: [
            .init("Master Updated", .boolean), .init("Merge Fields"), .init("Merge IDs"), .init("Merge Source"),
            .init("Merged in Sales", .boolean),
        ])
}
