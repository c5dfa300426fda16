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
        StepParameter(122, "Change", .template(.scoreChange), "+5 or 5 adds, -5 takes off, =5 sets; or a token."),
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

/// What Change Score does to a score: `+5` and `5` add, `-5` takes off, `=5` and `=-5` set.
///
/// - Source: product docs, "Change Score"; that a bare number adds is our choice.
enum ScoreChange: Sendable, Hashable, CustomStringConvertible {
    case add(Int64)
    case set(Int64)

    /// `nil` when the text is neither. Numbers of any length are read and saturate.
    init?(_ text: String) {
        let text = text.trimmingBlanks
        if text.hasPrefix("=") {
            guard let value = Self.number(text.dropFirst()) else { return nil }
            self = .set(value)
        } else {
            guard let value = Self.number(text[...]) else { return nil }
            self = .add(value)
        }
    }

    /// The new score, kept inside 32 bits; no score counts as 0.
    /// - Source: our choice.
    func applied(to score: Int64?) -> Int64 {
        switch self {
        case .set(let value): value.clampedToScore
        case .add(let value): ((score ?? 0).clampedToScore + value).clampedToScore
        }
    }

    /// With its sign, as activities record it.
    var description: String {
        switch self {
        case .set(let value): "=\(value)"
        case .add(let value): value < 0 ? String(value) : "+\(value)"
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let size = min(Int64(digits) ?? .max, Int64(UInt32.max))
        return text.first == "-" ? -size : size
    }
}

extension Int64 {
    fileprivate var clampedToScore: Int64 { Swift.min(Swift.max(self, Int64(Int32.min)), Int64(Int32.max)) }
}
