import MusterModel

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
            isRelative: conditions.contains { $0.comparison.isRelative })
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
