/// A step as documentation, the catalogue endpoints and forms present it.
public struct StepDescription: Sendable {
    public let typeID: Int
    public let name: String
    public let synonyms: [String]
    public let summary: String
    public let parameters: [StepParameter]
    public let priority: StepPriority

    init(_ type: any FlowStepType.Type) {
        typeID = type.typeID
        name = type.name
        synonyms = type.synonyms
        summary = type.summary
        parameters = type.parameters
        priority = type.priority
    }
}
