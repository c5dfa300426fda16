extension ActivityType {
    /// The record carries the lead id and the full name. *Created At* is a second name of *Created
    /// Date*.
    public static let newLead = ActivityType(
        id: 12, name: "New Lead", description: "A new lead is added to the database",
        primaryAttribute: .init("Lead ID", .integer),
        attributes: [
            .init("API Method Name"), .init("Created Date", .date), .init("Form Name"), .init("Lead Source"),
            .init("List Name"), .init("Modifying User"), .init("Request ID"), .init("SFDC Type"),
            .init("Source Type"),
        ],
        filter: "Lead was Created", trigger: "Lead is Created",
        synonyms: ["Person was Created", "Person is Created"],
        constraints: [
            .init(1201, "Created Date", .date, .attribute("Created Date")),
            .init(1202, "Source Type", .string, .attribute("Source Type")),
            .init(1203, "Lead Source", .string, .attribute("Lead Source")),
            .init(1204, "Form Name", .string, .attribute("Form Name")),
            .init(1205, "List Name", .string, .attribute("List Name")),
            .init(1206, "SFDC Type", .string, .attribute("SFDC Type")),
            .init(1207, "Created At", .date, .attribute("Created Date")),
        ])
}
