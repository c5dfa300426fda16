extension ActivityType {
    /// The new cadence is `Paused` or `Normal`.
    public static let changeNurtureCadence = ActivityType(
        id: 115, name: "Change Nurture Cadence",
        description: "The cadence of the lead in an engagement program changes",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [.init("New Nurture Cadence")],
        filter: "Nurture Cadence Changed", trigger: "Nurture Cadence Changes",
        synonyms: ["Engagement Program Cadence Changed", "Engagement Program Cadence Changes"],
        constraints: [
            .init(11501, "Program", .string, .primaryAsset(.program)),
            .init(11502, "New Cadence", .string, .attribute("New Nurture Cadence")),
        ])
}
