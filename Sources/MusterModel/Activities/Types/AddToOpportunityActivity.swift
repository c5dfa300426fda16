extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let addToOpportunity = ActivityType(
        id: 34, name: "Add to Opportunity", description: "Lead gets a role in an opportunity",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Was Added to Opportunity", trigger: "Added to Opportunity")
}
