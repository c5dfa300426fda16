extension ActivityType {
    /// Engagement programs are *Nurture* in every name that rules and clients use.
    public static let addToNurture = ActivityType(
        id: 113, name: "Add to Nurture", description: "Lead is added to an engagement program",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [.init("Track ID", .integer), .init("Track Name")],
        filter: "Was Added to Nurture", trigger: "Added to Nurture",
        synonyms: ["Was Added to Engagement Program", "Added to Engagement Program"],
        constraints: [
            .init(11301, "Program", .string, .primaryAsset(.program)),
            .init(11302, "Stream", .string, .attribute("Track Name")),
        ])
}
