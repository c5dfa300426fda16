public import MusterModel

/// `Add to List`: puts the lead into a static list, local or global.
///
/// - Effect: nothing and no activity when that is so already (our choice).
/// - Errors: a list that has been deleted fails the step, and the lead goes on.
/// - Source: product docs, "Add to List".
public struct AddToListStep: FlowStepType {
    public static let typeID = 24
    public static let name = "Add to List"
    public static let summary = "Adds the lead to a static list; a member stays one."
    public static let parameters = [
        StepParameter(131, "List Name", .asset(.staticList), "A static list.")
    ]
    public static let priority = StepPriority.medium

    private let list: StepAsset

    public init(_ parameters: StepParameters) throws(RuleError) {
        list = try parameters.asset(.staticList, "List Name")
    }

    public var requiredFields: TokenUse { .none }
    public var assets: [StepAsset] { [list] }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        guard let name = context.assetNames[list] else { return .failed("the static list \(list.id) has been deleted") }
        return StepDecision([.addToList(StaticListID(list.id), name: name)])
    }
}
