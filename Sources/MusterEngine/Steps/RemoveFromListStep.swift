public import MusterModel

/// `Remove from List`: takes the lead out of a static list, local or global.
///
/// - Effect: nothing and no activity when that is so already (our choice).
/// - Errors: a list that has been deleted fails the step, and the lead goes on.
/// - Source: product docs, "Remove from List".
public struct RemoveFromListStep: FlowStepType {
    public static let typeID = 25
    public static let name = "Remove from List"
    public static let summary = "Takes the lead out of a static list."
    public static let parameters = [
        StepParameter(141, "List Name", .asset(.staticList), "A static list.")
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
        return StepDecision([.removeFromList(StaticListID(list.id), name: name)])
    }
}
