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
