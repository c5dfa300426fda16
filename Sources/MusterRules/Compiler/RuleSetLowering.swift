import MusterModel

/// Combines the rules of one set by its match logic.
struct RuleSetLowering {
    private let lowering: RuleLowering

    init(_ lowering: RuleLowering) { self.lowering = lowering }

    /// A set without filters is true of everyone.
    func filters(_ rules: RuleSet) throws(RuleError) -> Predicate {
        var problems: [Diagnostic] = []
        let predicates = filters(rules, &problems)
        let logic = logic(of: rules, &problems)
        guard problems.isEmpty else { throw RuleError(problems) }
        if predicates.isEmpty { return .always }
        return logic.combined(predicates)
    }

    func triggers(_ rules: RuleSet) throws(RuleError) -> [TriggerMatch] {
        var problems: [Diagnostic] = []
        let matches = triggers(rules, &problems)
        guard problems.isEmpty else { throw RuleError(problems) }
        return matches
    }

    func problems(_ rules: RuleSet) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        _ = triggers(rules, &problems)
        _ = filters(rules, &problems)
        _ = logic(of: rules, &problems)
        return problems
    }

    private func filters(_ rules: RuleSet, _ problems: inout [Diagnostic]) -> [Predicate] {
        collect(rules.filters, "filters", &problems) { rule, _, problems in lowering.filter(rule, &problems) }
    }

    private func triggers(_ rules: RuleSet, _ problems: inout [Diagnostic]) -> [TriggerMatch] {
        collect(rules.triggers, "triggers", &problems) { rule, index, problems in
            lowering.trigger(rule, index: index, &problems)
        }
    }

    private func collect<Result>(
        _ rules: [Rule], _ member: String, _ problems: inout [Diagnostic],
        _ lower: (Rule, Int, inout [RuleProblem]) -> Result?
    ) -> [Result] {
        var results: [Result] = []
        for (index, rule) in rules.enumerated() {
            var found: [RuleProblem] = []
            if let result = lower(rule, index, &found) { results.append(result) }
            problems += found.map { $0.diagnostic.inside("\(member)[\(index)]") }
        }
        return results
    }

    private func logic(of rules: RuleSet, _ problems: inout [Diagnostic]) -> RuleLogic {
        let positions = (0..<rules.filters.count).map { RuleLogic.filter($0 + 1) }
        switch rules.match {
        case .all: return .all(positions)
        case .any: return .any(positions)
        case .custom:
            do {
                return try RuleLogic(rules.customLogic ?? "", filterCount: rules.filters.count)
            } catch {
                problems.append(Diagnostic("filterCustomRuleLogic", error.message))
                return .all([])
            }
        }
    }
}
