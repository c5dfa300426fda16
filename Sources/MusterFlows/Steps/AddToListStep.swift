public import MusterModel
public import MusterRules

/// `Add to List`: puts the lead into a static list, local or global.
///
/// - Source: product docs, "Add to List".
public struct AddToListStep: StaticListStep {
    public static let typeID = 24
    public static let name = "Add to List"
    public static let summary = "Adds the lead to a static list; a member stays one."
    public static let parameters = [
        StepParameter(131, parameterName, .asset(.staticList), "A static list.")
    ]

    public let list: AssetReference

    public init(_ parameters: StepParameters) throws(RuleError) { list = try Self.list(parameters) }

    public static func change(_ list: StaticListID, name: String) -> StepEffect { .addToList(list, name: name) }
}
