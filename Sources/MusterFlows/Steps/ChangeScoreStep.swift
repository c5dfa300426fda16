public import MusterModel

/// `Change Score`: adds to a score field, or sets it.
///
/// - Change: `+5`, `-5`, `=5`, `=-5`, a bare number (adds), or a token that gives one of them.
/// - Empty: no score counts as 0; `+0` leaves it without a value, `=0` sets it.
/// - Range: saturates at 32 bits. An unchanged score has no effect and no activity.
/// - Source: product docs, "Change Score"; what they leave open is our choice.
public struct ChangeScoreStep: FlowStepType {
    public static let typeID = 22
    public static let name = "Change Score"
    public static let summary = "Adds to a score field or sets it."
    public static let parameters = [
        StepParameter(121, "Score Name", .field(.score), "A score field."),
        StepParameter(122, "Change", .text(tokens: true), "+5 or 5 adds, -5 takes off, =5 sets; or a token."),
    ]
    public static let priority = StepPriority.low

    private enum Change: Sendable {
        case fixed(ScoreChange)
        case template(TemplateText)
    }
    private let field: LeadField
    private let change: Change

    public init(_ parameters: StepParameters) throws(RuleError) {
        var problems: [Diagnostic] = []
        let field = problems.collect { () throws(RuleError) in try parameters.field(.score, "Score Name") }
        let change = problems.collect { () throws(RuleError) in try Self.change(parameters) }
        guard let field, let change, problems.isEmpty else { throw RuleError(problems) }
        self.field = field
        self.change = change
    }

    private static func change(_ parameters: StepParameters) throws(RuleError) -> Change {
        let template = try parameters.template("Change")
        guard template.isLiteral else { return .template(template) }
        guard let change = ScoreChange(template.source) else {
            throw RuleError("Change", "'\(template.source)' is not a score change such as +5, -5 or =5")
        }
        return .fixed(change)
    }

    public var requiredFields: TokenUse {
        let own = TokenUse(fields: [field])
        switch change {
        case .fixed: return own
        case .template(let template): return own.union(template.use)
        }
    }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        switch change {
        case .fixed(let change): return apply(change, facts, context)
        case .template(let template):
            do {
                let text = try template.text(for: facts.lead, in: context.tokens)
                guard let change = ScoreChange(text) else { return .skipped("\(text.quoted) is not a score change") }
                return apply(change, facts, context)
            } catch {
                return .failed("Change \(error)")
            }
        }
    }

    private func apply(_ change: ScoreChange, _ facts: StepFacts, _ context: StepContext) -> StepDecision {
        let old = facts.lead[field]
        let oldScore: Int64? = if case .integer(let score) = old { score } else { nil }
        let newScore = change.applied(to: oldScore)
        if newScore == oldScore { return .unchanged }
        if oldScore == nil, case .add(0) = change { return .unchanged }
        let activity = context.activity(
            Self.typeID, of: facts.lead.id, about: Int64(field.id), named: field.displayName,
            [
                "Change Value": .string(change.description), "New Value": .integer(newScore),
                "Old Value": .integer(oldScore ?? 0), "Reason": context.reason(Self.name),
            ])
        return StepDecision([.setField(field, old: old, new: .integer(newScore), activity: activity)])
    }
}
