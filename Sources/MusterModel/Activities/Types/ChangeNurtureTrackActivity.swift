extension ActivityType {
    /// A stream of the product's pages is a *track* here.
    public static let changeNurtureTrack = ActivityType(
        id: 114, name: "Change Nurture Track", description: "Lead moves to another stream of an engagement program",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [
            .init("New Track ID", .integer), .init("Previous Track ID", .integer), .init("Previous Track Name"),
            .init("Track Name"),
        ],
        filter: "Nurture Track Changed", trigger: "Nurture Track Changes",
        synonyms: ["Engagement Program Stream Changed", "Engagement Program Stream Changes"],
        constraints: [
            .init(11401, "Program", .string, .primaryAsset(.program)),
            .init(11402, "New Stream", .string, .attribute("Track Name")),
            .init(11403, "Previous Stream", .string, .attribute("Previous Track Name")),
        ])
}
