public import MusterModel
public import MusterRules

/// `Remove from List`: takes the lead out of a static list, local or global.
///
/// - Source: product docs, "Remove from List".
public struct RemoveFromListStep: StaticListStep {
    public static let typeID = 25
    public static let name = "Remove from List"
    public static let summary = "Takes the lead out of a static list."
    public static let parameters = [
        StepParameter(141, parameterName, .asset(.staticList), "A static list.")
    ]

    public let list: AssetReference

    public init(_ parameters: StepParameters) throws(RuleError) { list = try Self.list(parameters) }

    public static func change(_ list: StaticListID, name: String) -> StepEffect { .removeFromList(list, name: name) }
}
