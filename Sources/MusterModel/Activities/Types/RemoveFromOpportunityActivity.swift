extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let removeFromOpportunity = ActivityType(
        id: 35, name: "Remove from Opportunity", description: "Lead loses a role in an opportunity",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Was Removed from Opportunity", trigger: "Removed from Opportunity")
}
