public import MusterModel
import MusterRules

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
