public import MusterModel
public import MusterRules

/// What the steps about static lists share: the one parameter, and how they decide.
///
/// - Effect: nothing and no activity when that is so already (our choice).
/// - Errors: a list that has been deleted fails the step, and the lead goes on.
public protocol StaticListStep: FlowStepType {
    var list: AssetReference { get }

    static func change(_ list: StaticListID, name: String) -> StepEffect
}

extension StaticListStep {
    static var parameterName: String { "List Name" }

    static func list(_ parameters: StepParameters) throws(RuleError) -> AssetReference {
        try parameters.asset(.staticList, parameterName)
    }

    public static var priority: StepPriority { .medium }
    public var requiredFields: TokenUse { .none }
    public var assets: [AssetReference] { [list] }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        guard let name = context.assetNames[list] else { return .failed("the static list \(list.id) has been deleted") }
        return StepDecision([Self.change(StaticListID(list.id), name: name)])
    }
}
