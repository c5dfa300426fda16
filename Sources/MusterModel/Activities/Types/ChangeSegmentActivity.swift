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
