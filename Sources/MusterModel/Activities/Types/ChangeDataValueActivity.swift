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
