import MusterModel

/// Turns a draft into a rule in canonical spelling, with the ids of its assets.
struct RuleResolver {
    let conditions: ConditionReader

    /// `nil` when something is wrong with the rule.
    func rule(_ draft: RuleDraft, _ problems: inout [Diagnostic]) -> Rule? {
        let count = problems.count
        var draft = draft
        let occurrence = occurrence(of: &draft, &problems)
        complete(&draft, &problems)
        refuseTokens(draft, &problems)
        guard problems.count == count else { return nil }
        let drafts = draft.conditions
        var rule = Rule(
            name: draft.type.name, typeID: draft.type.id, kind: draft.type.kind,
            operatorName: occurrence?.rawValue ?? "", conditions: drafts.map(\.condition))
        var found: [RuleProblem] = []
        let read = conditions.read(rule, as: draft.type, &found)
        guard found.isEmpty else {
            problems += found.map { Diagnostic(Self.path(of: $0.place, in: draft), $0.message) }
            return nil
        }
        for condition in read { rule.conditions[condition.index].take(condition) }
        if let occurrence, occurrence == .notOccurs {
            rule.name = (draft.type as? FilterType)?.negated?.name ?? rule.name
        }
        if draft.type.kind == .attribute { rule.operatorName = rule.conditions.first?.operatorName ?? "" }
        return rule
    }

    /// Takes the rule's operator apart: of an activity rule whether it occurs, of any other, and of
    /// the bare form, the operator of the primary condition.
    private func occurrence(of draft: inout RuleDraft, _ problems: inout [Diagnostic]) -> Occurrence? {
        let isActivity = draft.type.kind == .activity
        let isNegated = (draft.type as? FilterType)?.isNegated == true
        let usual: Occurrence? = isActivity ? (isNegated ? .notOccurs : .occurs) : nil
        guard let given = draft.operatorName else { return usual }
        if isActivity, let occurrence = Occurrence(given.value) {
            if isNegated, occurrence == .occurs {
                problems.append(
                    Diagnostic(
                        given.path, "'\(draft.type.name)' says not, 'occurs' says the opposite; leave one out"))
            } else if occurrence == .notOccurs, draft.type is TriggerType {
                problems.append(Diagnostic(given.path, "a trigger cannot be negated"))
            }
            return occurrence
        }
        guard let primary = draft.type.primaryConstraint else {
            problems.append(Diagnostic(given.path, "the operator is 'occurs' or 'not occurs'"))
            return usual
        }
        guard let index = draft.conditions.firstIndex(where: { $0.constraint.isPrimary }) else {
            draft.conditions.insert(
                ConditionDraft(path: draft.path, constraint: primary, operatorName: given.value, values: []), at: 0)
            return usual
        }
        guard let own = draft.conditions[index].operatorName else {
            draft.conditions[index].operatorName = given.value
            return usual
        }
        let both = [own, given.value].map { OperatorCatalog.operator(named: $0, for: primary)?.name ?? $0.caseFolded }
        if both[0] != both[1] {
            problems.append(
                Diagnostic(given.path, "the rule says '\(given.value)', its first condition '\(own)'"))
        }
        return usual
    }

    /// Puts the primary condition first, adds it where it goes without saying, and fills in the
    /// operators that were left out.
    private func complete(_ draft: inout RuleDraft, _ problems: inout [Diagnostic]) {
        var seen: Set<Int> = []
        for condition in draft.conditions where !seen.insert(condition.constraint.id).inserted {
            let advice =
                draft.type.constraints.count == 1
                ? "a filter has one comparison; add a second filter" : "each constraint may stand once"
            problems.append(Diagnostic(condition.path, "'\(condition.constraint.name)' is given twice; \(advice)"))
        }
        if let primary = draft.type.primaryConstraint {
            if let index = draft.conditions.firstIndex(where: { $0.constraint.isPrimary }) {
                draft.conditions.insert(draft.conditions.remove(at: index), at: 0)
            } else if draft.type.kind == .activity {
                draft.conditions.insert(
                    ConditionDraft(
                        path: draft.path, constraint: primary, operatorName: IsAnyOperator().name, values: []),
                    at: 0)
            } else if !draft.isDamaged {
                problems.append(Diagnostic(draft.path, "'\(draft.type.name)' needs a value"))
            }
        }
        for index in draft.conditions.indices where draft.conditions[index].operatorName == nil {
            draft.conditions[index].operatorName = Self.usualOperator(draft.conditions[index])
        }
    }

    /// Nobody fills them in here.
    /// - Source: product docs, "Tokens Overview".
    private func refuseTokens(_ draft: RuleDraft, _ problems: inout [Diagnostic]) {
        for value in draft.conditions.flatMap(\.values) {
            guard let token = value.value.firstToken else { continue }
            problems.append(
                Diagnostic(
                    value.path,
                    "a rule has no tokens: '\(token.excerpt(bytes: 200))' would be compared letter by letter; "
                        + "write the value itself"))
        }
    }

    /// What a value without an operator means; without a value, any.
    private static func usualOperator(_ condition: ConditionDraft) -> String {
        let any = IsAnyOperator().name
        return condition.values.isEmpty && OperatorCatalog.operator(named: any, for: condition.constraint) != nil
            ? any : TextIsOperator().name
    }

    private static func path(of place: RuleProblem.Place, in draft: RuleDraft) -> String {
        switch place {
        case .rule: draft.path
        case .condition(let index): draft.conditions[index].path
        case .value(let condition, let value): draft.conditions[condition].values[value].path
        }
    }
}

extension RuleCondition {
    /// Takes over the spelling and the ids that reading it found.
    mutating func take(_ read: ReadCondition) {
        operatorName = read.comparison.name
        values = read.operands.values
    }
}

extension ConditionDraft {
    fileprivate var condition: RuleCondition {
        RuleCondition(
            attributeID: constraint.id, attributeName: constraint.name, operatorName: operatorName ?? "",
            values: values.map { RuleValue($0.value.trimmingBlanks) }, isPrimary: constraint.isPrimary)
    }
}
