public import MusterModel
public import MusterRules

/// One kind of flow step with the parameters of one choice, read once and decided per lead.
///
/// A decision is a pure function: no clock, no database, no randomness. The executor loads what
/// `requiredFields` and `assets` name for a whole cohort, asks `decide` lead by lead and applies
/// the effects in bulk.
/// - Source: the names are those of Adobe's published list of authoring names.
public protocol FlowStepType: Sendable {
    /// The activity type's id, `activityTypeId` on the wire; Muster's own for the steps that write
    /// no activity (9601 Wait, 9602 Remove from Flow).
    static var typeID: Int { get }
    /// The API's spelling, such as `Change Score`.
    static var name: String { get }
    /// What the product's own pages call the step where that differs.
    static var synonyms: [String] { get }
    /// What the step does, in a sentence.
    static var summary: String { get }
    /// The primary one first: it is the bare value of the short grammar.
    static var parameters: [StepParameter] { get }
    /// The class the step gives its trigger campaign; the highest of all steps wins.
    static var priority: StepPriority { get }

    /// Reads one choice's parameters. Problems carry the parameter's name as their path,
    /// and their message reads on after it: `Change`, `is missing`.
    init(_ parameters: StepParameters) throws(RuleError)

    /// The lead fields that the tokens and the decision read.
    var requiredFields: TokenUse { get }
    /// The assets it acts on, so that their names of today can be given to `decide`.
    var assets: [AssetReference] { get }

    func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision
}

extension FlowStepType {
    public static var synonyms: [String] { [] }
    public var assets: [AssetReference] { [] }
}

/// The queue a trigger campaign waits in, by the steps of its flow.
/// - Source: community knowledge base on the campaign queue.
public enum StepPriority: Int, Sendable, Comparable, CaseIterable {
    case low, medium, high
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
