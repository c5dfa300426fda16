extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let addToOpportunity = ActivityType(
        id: 34, name: "Add to Opportunity", description: "Lead gets a role in an opportunity",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Was Added to Opportunity", trigger: "Added to Opportunity")
}

extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let removeFromOpportunity = ActivityType(
        id: 35, name: "Remove from Opportunity", description: "Lead loses a role in an opportunity",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Was Removed from Opportunity", trigger: "Removed from Opportunity")
}

extension ActivityType {
    /// Recognised for records of a CRM; Muster writes none. Opportunity attributes as rule
    /// constraints need an opportunity table.
    public static let updateOpportunity = ActivityType(
        id: 36, name: "Update Opportunity", description: "An opportunity of the lead changes",
        primaryAttribute: .init("Opportunity ID", .integer),
        filter: "Opportunity was Updated", trigger: "Opportunity is Updated")
}

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

extension ActivityType {
    /// Revenue models are not kept by Muster: recognised for records written elsewhere.
    public static let changeRevenueStage = ActivityType(
        id: 101, name: "Change Revenue Stage", description: "Lead moves to another stage of a revenue model",
        primaryAttribute: .init("Model ID", .integer),
        attributes: [.init("New Stage ID", .integer), .init("Old Stage ID", .integer), .init("Reason")],
        filter: "Revenue Stage was Changed", trigger: "Revenue Stage is Changed",
        constraints: [
            .init(10101, "Revenue Model", .string, .primaryText),
            .init(10102, "New Stage", .integer, .attribute("New Stage ID")),
            .init(10103, "Old Stage", .integer, .attribute("Old Stage ID")),
            .init(10104, "Reason", .string, .attribute("Reason")),
        ])
}

extension ActivityType {
    /// The trigger has no filter in Adobe's list.
    public static let changeRevenueStageManually = ActivityType(
        id: 102, name: "Change Revenue Stage Manually",
        description: "Lead is moved to another stage of a revenue model by hand",
        primaryAttribute: .init("Model ID", .integer),
        attributes: [.init("New Stage ID", .integer), .init("Old Stage ID", .integer), .init("Reason")],
        trigger: "Manual Stage Change",
        constraints: [
            .init(10201, "Revenue Model", .string, .primaryText),
            .init(10202, "New Stage", .integer, .attribute("New Stage ID")),
            .init(10203, "Old Stage", .integer, .attribute("Old Stage ID")),
            .init(10204, "Reason", .string, .attribute("Reason")),
        ])
}

extension ActivityType {
    /// Described for clients that resolve it by name; Muster writes none.
    public static let enrichWithDataCom = ActivityType(
        id: 106, name: "Enrich with Data.com", description: "Lead is enriched by Data.com")
}
