extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let updateOpportunity = ActivityType(
        id: 36, name: "Update Opportunity", description: "An opportunity of the lead changes",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Opportunity was Updated", trigger: "Opportunity is Updated")
}
