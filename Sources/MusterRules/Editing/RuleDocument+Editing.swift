public import MusterModel

// Rules and conditions made one call at a time. Values are read as those of a document are, so that
// what comes out is what a document would have made.

extension RuleDocument {
    /// A rule of the type without an id, its primary constraint without a value: it is in error
    /// until it gets one.
    ///
    /// - Parameter isNegated: the `Not ` form of an activity filter.
    public func newRule(
        typeID: Int, kind: Rule.Kind, role: RuleRole, isNegated: Bool = false
    ) throws(RuleEditError) -> Rule {
        guard let type = catalog.type(id: typeID, kind: kind, role: role) else {
            throw .invalid("ruleId", "there is no \(kind.rawValue.lowercased()) \(role.rawValue) \(typeID)")
        }
        var name = type.name
        if isNegated {
            guard role == .filter else { throw .invalid("negative", "a trigger cannot be negated") }
            guard let negated = (type as? FilterType)?.negated else {
                throw .invalid("negative", "'\(name)' has no 'Not' form; use a negative operator")
            }
            name = negated.name
        }
        let primary = type.primaryConstraint.map { constraint in
            RuleCondition(
                attributeID: constraint.id, attributeName: constraint.name,
                operatorName: constraint.usualOperatorName, values: [], isPrimary: true)
        }
        let occurrence: Occurrence = isNegated ? .notOccurs : .occurs
        return Rule(
            name: name, typeID: type.id, kind: kind,
            operatorName: kind == .activity ? occurrence.rawValue : primary?.operatorName ?? "",
            conditions: primary.map { [$0] } ?? [])
    }

    /// Sets the condition on a constraint, or adds it behind the others.
    public func setCondition(
        _ change: ConditionChange, ofRule id: Int64, in rules: inout RuleSet
    ) throws(RuleEditError) {
        let (role, index) = try rules.place(of: id)
        var rule = rules[role][index]
        let type = try type(of: rule, role)
        let constraint = try constraint(change.constraint, of: rule, type)
        let present = rule.conditions.firstIndex { $0.attributeID == constraint.id }
        let condition = try condition(
            change, on: constraint, of: rule, type, present: present.map { rule.conditions[$0] })
        if let present {
            rule.conditions[present] = condition
        } else {
            rule.conditions.insert(condition, at: constraint.isPrimary ? 0 : rule.conditions.count)
        }
        if rule.kind == .attribute, constraint.isPrimary { rule.operatorName = condition.operatorName }
        rules[role][index] = rule
    }

    /// Takes the condition on a constraint out; the primary one has to stay (our choice).
    public func removeCondition(
        on reference: ConstraintReference, ofRule id: Int64, in rules: inout RuleSet
    ) throws(RuleEditError) {
        let (role, index) = try rules.place(of: id)
        let rule = rules[role][index]
        guard reference.kind == rule.kind,
            let present = rule.conditions.firstIndex(where: { $0.attributeID == reference.id })
        else {
            let constraint = try constraint(reference, of: rule, try type(of: rule, role))
            throw .invalid("attributeId", "'\(rule.name)' has no condition on '\(constraint.name)'")
        }
        guard !rule.conditions[present].isPrimary else {
            throw .invalid(
                "attributeId", "'\(rule.conditions[present].attributeName)' is the primary constraint and has to stay")
        }
        rules[role][index].conditions.remove(at: present)
    }

    private func type(of rule: Rule, _ role: RuleRole) throws(RuleEditError) -> any RuleType {
        let type: (any RuleType)? = role == .filter ? catalog.filter(of: rule) : catalog.trigger(of: rule)
        guard let type else { throw .invalid("ruleId", "there is no \(role.rawValue) '\(rule.name)' any more") }
        return type
    }

    private func constraint(
        _ reference: ConstraintReference, of rule: Rule, _ type: any RuleType
    ) throws(RuleEditError) -> RuleConstraint {
        guard reference.kind == rule.kind else {
            throw .invalid(
                "attributeId", "'\(type.name)' is of type \(rule.kind.rawValue), not \(reference.kind.rawValue)")
        }
        guard let constraint = type.constraint(id: reference.id) else {
            throw .invalid("attributeId", type.complaint(aboutConstraint: reference.id))
        }
        return constraint
    }

    /// In canonical spelling, with the ids of its assets.
    private func condition(
        _ change: ConditionChange, on constraint: RuleConstraint, of rule: Rule, _ type: any RuleType,
        present: RuleCondition?
    ) throws(RuleEditError) -> RuleCondition {
        let name = change.operatorName ?? present?.operatorName ?? constraint.usualOperatorName
        guard let comparison = OperatorCatalog.operator(named: name, for: constraint) else {
            throw .invalid("operator", ConditionReader.complaint(aboutOperator: name, of: constraint))
        }
        let values = change.values ?? []
        if values.isEmpty, comparison.operandCount != .none { throw .missing("values") }
        var condition = RuleCondition(
            attributeID: constraint.id, attributeName: constraint.name, operatorName: comparison.name,
            values: values.map { RuleValue($0.trimmingBlanks) }, isPrimary: constraint.isPrimary)
        var single = rule
        single.conditions = [condition]
        var problems: [RuleProblem] = []
        let read = conditions.read(single, as: type, &problems)
        guard let read = read.first, problems.isEmpty else {
            throw .invalid(problems.map { Diagnostic($0.place.path(ofValues: "values"), $0.message) })
        }
        condition.take(read)
        return condition
    }
}

extension RuleProblem.Place {
    /// Where it is in a single condition whose values have this name.
    fileprivate func path(ofValues name: String) -> String {
        switch self {
        case .rule, .condition: name
        case .value(_, let index): "\(name)[\(index)]"
        }
    }
}
