extension ActivityType {
    /// Also recorded when the new status is the old one. *Success* is true only for the change that
    /// first reached success.
    public static let changeStatusInProgression = ActivityType(
        id: 104, name: "Change Status in Progression", description: "The status of the lead in a program is written",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [
            .init("Acquired By", .boolean), .init("New Status"), .init("New Status ID", .integer),
            .init("Old Status"), .init("Old Status ID", .integer), .init("Program Member ID", .integer),
            .init("Reason"), .init("Success", .boolean),
        ],
        filter: "Progression Status was Changed", trigger: "Progression Status is Changed",
        synonyms: ["Program Status was Changed", "Program Status is Changed"],
        constraints: [
            .init(10401, "Program", .string, .primaryAsset(.program)),
            .init(10402, "New Status", .string, .attribute("New Status")),
            .init(10403, "Old Status", .string, .attribute("Old Status")),
            .init(10404, "Success", .boolean, .attribute("Success")),
            .init(10405, "Acquired By", .boolean, .attribute("Acquired By")),
            .init(10406, "Reason", .string, .attribute("Reason")),
        ])
}

extension ActivityType {
    /// The id is our choice; Adobe publishes none, nor a filter or a trigger.
    public static let changeProgramData = ActivityType(
        id: 9001, name: "Change Program Data", description: "A field of a program changes for the lead",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [.init("Attribute Name"), .init("New Value"), .init("Old Value"), .init("Reason")])
}

extension ActivityType {
    /// The id is our choice; Adobe publishes none.
    public static let changeProgramMemberData = ActivityType(
        id: 123, name: "Change Program Member Data", description: "A field of a program membership changes",
        primaryAttribute: .init("Program ID", .integer),
        attributes: [
            .init("Attribute Display Name"), .init("New Value"), .init("Old Value"), .init("Reason"), .init("Source"),
        ],
        filter: "Program Member Data was Changed", trigger: "Program Member Data is Changed",
        constraints: [
            .init(12301, "Program", .string, .primaryAsset(.program)),
            .init(12302, "Attribute", .string, .attribute("Attribute Display Name")),
            .init(12303, "New Value", .string, .attribute("New Value")),
            .init(12304, "Previous Value", .string, .attribute("Old Value")),
            .init(12305, "Reason", .string, .attribute("Reason")),
            .init(12306, "Source", .string, .attribute("Source")),
        ])
}

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
