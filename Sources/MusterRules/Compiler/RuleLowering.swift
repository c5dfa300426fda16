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

/// Turns one rule into a predicate or an activity pattern, collecting what is wrong.
struct RuleLowering {
    let reader: ConditionReader
    let lists: any NestedSmartLists

    /// `nil` when something is wrong with the rule.
    func filter(_ rule: Rule, _ problems: inout [RuleProblem]) -> Predicate? {
        guard let type = reader.catalog.filter(of: rule) else {
            problems.append(.init(.rule, "there is no filter '\(rule.name)' any more"))
            return nil
        }
        let count = problems.count
        let conditions = reader.read(rule, as: type, &problems)
        guard problems.count == count else { return nil }
        switch type.subject {
        case .leadField(let field):
            guard let only = conditions.first, conditions.count == 1 else {
                problems.append(.init(.rule, "takes exactly one condition"))
                return nil
            }
            return .field(field, only.test)
        case .activity(let activityType):
            let predicate = Predicate.activities(
                pattern(activityType.id, conditions),
                atLeast: conditions.lazy.compactMap(\.minimumTimesAsked).first ?? 1)
            return type.isNegated ? .not(predicate) : predicate
        case .membership(let membership):
            return self.membership(membership, conditions, &problems)
        }
    }

    func trigger(_ rule: Rule, index: Int, _ problems: inout [RuleProblem]) -> TriggerMatch? {
        guard let type = reader.catalog.trigger(of: rule) else {
            problems.append(.init(.rule, "there is no trigger '\(rule.name)' any more"))
            return nil
        }
        let count = problems.count
        let conditions = reader.read(rule, as: type, &problems)
        guard problems.count == count else { return nil }
        return TriggerMatch(
            index: index, name: type.name, pattern: pattern(type.activityType.id, conditions),
            requestSources: type.activityType.id == TriggerType.campaignRequestID
                ? RequestSource.admitted(by: conditions) : nil,
            holding: reader.holding(conditions))
    }

    private func pattern(_ type: ActivityTypeID, _ conditions: [ReadCondition]) -> ActivityPattern {
        ActivityPattern(
            typeID: type, at: conditions.lazy.filter { $0.constraint.subject == .dateOfActivity }.first?.window,
            conditions: conditions.compactMap(\.activityCondition))
    }

    private func membership(
        _ filter: any MembershipFilter, _ conditions: [ReadCondition], _ problems: inout [RuleProblem]
    ) -> Predicate? {
        guard let primary = conditions.first, primary.constraint.isPrimary else {
            problems.append(.init(.rule, "does not say in which \(filter.assetKind.rawValue)"))
            return nil
        }
        let further = conditions.dropFirst().map {
            MembershipCondition(subject: $0.constraint.subject, test: $0.test)
        }
        do {
            let member = try filter.predicate(of: primary.assetIDs, where: further, lists: lists)
            return primary.comparison is NotInOperator ? .not(member) : member
        } catch {
            problems += error.diagnostics.map { .init(.condition(primary.index), $0.description) }
            return nil
        }
    }
}

extension ReadCondition {
    fileprivate var minimumTimesAsked: Int? {
        constraint.subject == .minimumTimes ? minimumTimes : nil
    }
}

/// The operator of an activity rule as a whole.
///
/// - Source: Adobe, "Smart Lists" (`occurs`); the negated word is our choice.
enum Occurrence: String {
    case occurs
    case notOccurs = "not occurs"

    /// Reads either in any case, and `does not occur`.
    init?(_ text: String) {
        let words = text.caseFolded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch words {
        case "occurs": self = .occurs
        case "not occurs", "does not occur": self = .notOccurs
        default: return nil
        }
    }
}
