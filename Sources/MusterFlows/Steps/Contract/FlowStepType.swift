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

/// What is known about the lead that stands at a step.
public struct StepFacts: Sendable {
    /// With the fields of `StepContext.fields(for:)`.
    public var lead: Lead
    /// The lead has had as many non-operational e-mails as the communication limits allow.
    public var limitReached: Bool
    /// In a batch run, a lead with a lower id and the same address is at the same choice.
    public var isDuplicateAddress: Bool

    public init(lead: Lead, limitReached: Bool = false, isDuplicateAddress: Bool = false) {
        self.lead = lead
        self.limitReached = limitReached
        self.isDuplicateAddress = isDuplicateAddress
    }
}

/// A step with its choices ready to decide.
public struct CompiledStep: Sendable {
    public let id: Int64
    public let index: Int
    /// Such as `Change Score`.
    public let name: String
    /// Without unfinished ones, which nobody takes.
    public let choices: [CompiledChoice]
}

public struct CompiledChoice: Sendable {
    /// 0 for the default choice, n for the n-th, as activities record it.
    public let number: Int
    /// `nil` for the default choice.
    public let condition: Rule?
    /// `nil` for *Do Nothing*, and for parameters that make no sense any more.
    public let action: (any FlowStepType)?
    /// Why `action` is missing although the choice has parameters.
    public let problem: String?
}

extension CompiledStep {
    /// - Parameter index: where the step stands in its flow, from 0.
    public init(_ step: FlowStep, at index: Int, leadFields: LeadFieldCatalog) {
        id = step.id
        self.index = index
        name = step.name
        choices = step.choices.enumerated().compactMap { position, choice in
            if choice.isUnfinished { return nil }
            let number = choice.isDefault ? 0 : position + 1
            do throws(RuleError) {
                let action = try StepCatalog.step(choice, of: step, leadFields: leadFields)
                return CompiledChoice(number: number, condition: choice.condition, action: action, problem: nil)
            } catch {
                return CompiledChoice(
                    number: number, condition: choice.condition, action: nil, problem: error.description)
            }
        }
    }
}
