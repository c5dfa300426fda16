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

extension ActivityType {
    /// The record carries the id and the display name of the field. Old and new value are
    /// `FieldValue.recordedText`; a value that was or became none is the empty text.
    public static let changeDataValue = ActivityType(
        id: 13, name: "Change Data Value", description: "The value of a lead field changes",
        primaryAttribute: .init("Attribute Name"),
        attributes: [
            .init("API Method Name"), .init("Modifying User"), .init("New Value"), .init("Old Value"),
            .init("Reason"), .init("Request ID"), .init("Source"),
        ],
        filter: "Data Value Changed", trigger: "Data Value Changes",
        synonyms: ["Data Value was Changed"],
        constraints: [
            .init(1301, "Attribute", .string, .primaryField),
            .init(1302, "New Value", .string, .attribute("New Value")),
            .init(1303, "Previous Value", .string, .attribute("Old Value")),
            .init(1304, "Reason", .string, .attribute("Reason")),
            .init(1305, "Source", .string, .attribute("Source")),
        ])
}

extension ActivityType {
    /// The record carries the id and the display name of the score field. *Change Value* has a sign:
    /// `+10`, `-5`.
    public static let changeScore = ActivityType(
        id: 22, name: "Change Score", description: "A score of the lead changes",
        primaryAttribute: .init("Attribute Name"),
        attributes: [
            .init("Change Value"), .init("New Value", .integer), .init("Old Value", .integer),
            .init("Priority", .integer), .init("Reason"), .init("Relative Score", .integer),
            .init("Relative Urgency", .integer), .init("Urgency", .integer),
        ],
        filter: "Score was Changed", trigger: "Score is Changed",
        constraints: [
            .init(2201, "Score Name", .string, .primaryField),
            .init(2202, "Change", .integer, .attribute("Change Value")),
            .init(2203, "New Score", .integer, .attribute("New Value")),
            .init(2204, "Previous Score", .integer, .attribute("Old Value")),
            .init(2205, "Urgency", .integer, .attribute("Urgency")),
            .init(2206, "Priority", .integer, .attribute("Priority")),
            .init(2207, "Relative Score", .integer, .attribute("Relative Score")),
            .init(2208, "Relative Urgency", .integer, .attribute("Relative Urgency")),
            .init(2209, "Reason", .string, .attribute("Reason")),
        ])
}

extension ActivityType {
    /// The segmentation is compared by the text of its name, the segment by its id.
    public static let changeSegment = ActivityType(
        id: 108, name: "Change Segment", description: "Lead moves to another segment",
        primaryAttribute: .init("Segmentation ID", .integer),
        attributes: [.init("New Segment ID", .integer)],
        filter: "Segment Changed", trigger: "Segment Changes",
        constraints: [
            .init(10801, "Segmentation", .string, .primaryText),
            .init(10802, "New Segment", .string, .attribute("New Segment ID")),
        ])
}

extension ActivityType {
    /// The new partition is compared by the text of its name, the old one by its id.
    public static let changeLeadPartition = ActivityType(
        id: 100, name: "Change Lead Partition", description: "Lead moves to another lead partition",
        primaryAttribute: .init("New Partition ID", .integer),
        attributes: [.init("Old Partition ID", .integer), .init("Reason")],
        filter: "Lead Partition Changed", trigger: "Lead Partition Changes",
        synonyms: ["Person Partition Changed", "Person Partition Changes"],
        constraints: [
            .init(10001, "New Partition", .string, .primaryText),
            .init(10002, "Old Partition", .string, .attribute("Old Partition ID")),
            .init(10003, "Reason", .string, .attribute("Reason")),
        ])
}

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

extension ActivityType {
    /// The record carries the lead id and the full name. Nothing can be asked of it: the lead is
    /// gone.
    public static let deleteLead = ActivityType(
        id: 37, name: "Delete Lead", description: "Lead is deleted from the database",
        primaryAttribute: .init("Lead ID", .integer),
        attributes: [.init("Campaign"), .init("Remove from SFDC", .boolean)])
}

extension ActivityType {
    /// Written by the call of the same name, with its program.
    public static let pushLeadToMarketo = ActivityType(
        id: 145, name: "Push Lead to Marketo", description: "Lead is pushed through the API",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [.init("Reason"), .init("Source")],
        filter: "Lead was Pushed to Marketo", trigger: "Lead is Pushed to Marketo",
        synonyms: ["Person was Pushed to Marketo", "Person is Pushed to Marketo"],
        constraints: [
            .init(14501, "Program", .string, .primaryAsset(.program)),
            .init(14502, "Reason", .string, .attribute("Reason")),
            .init(14503, "Source", .string, .attribute("Source")),
        ])
}
