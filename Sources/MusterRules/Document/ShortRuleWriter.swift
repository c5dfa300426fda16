import MusterModel

/// Writes what follows a rule's name in the short grammar; `ShortRuleReader` reads it back.
struct ShortRuleWriter {
    let writer: RuleWriter

    func json(_ rule: Rule) -> JSONValue {
        rule.kind == .activity ? activity(rule) : attribute(rule)
    }

    /// A map of constraints; the primary one is left out where it admits anything.
    private func activity(_ rule: Rule) -> JSONValue {
        var object = JSONObject()
        for condition in rule.conditions where !(condition.isPrimary && condition.operatorName == IsAnyOperator().name)
        {
            object[writer.constraintName(condition)] = comparison(condition)
        }
        return .object(object)
    }

    private func attribute(_ rule: Rule) -> JSONValue {
        guard let primary = rule.conditions.first else { return .null }
        guard rule.conditions.count > 1 else { return comparison(primary) }
        var object: JSONObject = [primary.operatorName: values(primary)]
        for condition in rule.conditions.dropFirst() {
            object[writer.constraintName(condition)] = comparison(condition)
        }
        return .object(object)
    }

    /// The bare value where that means the same, else the operator with its value.
    private func comparison(_ condition: RuleCondition) -> JSONValue {
        let values = values(condition)
        return isUnderstoodBare(condition) ? values : .object([condition.operatorName: values])
    }

    private func isUnderstoodBare(_ condition: RuleCondition) -> Bool {
        guard let constraint = writer.constraint(of: condition), !condition.values.isEmpty,
            OperatorCatalog.operator(named: TextIsOperator().name, for: constraint)?.name == condition.operatorName
        else { return false }
        let operators = OperatorCatalog.namesWithoutOperand(for: constraint)
        return !condition.values.contains { operators.contains($0.text.caseFolded) }
    }

    private func values(_ condition: RuleCondition) -> JSONValue {
        let family = writer.constraint(of: condition)?.family
        let values = writer.texts(condition).map { Self.scalar($0, family) }
        switch values.count {
        // A value that is still missing must not come back as the text 'true'.
        case 0: return takesNone(condition) ? true : []
        case 1: return values[0]
        default: return .array(values)
        }
    }

    private func takesNone(_ condition: RuleCondition) -> Bool {
        guard let constraint = writer.constraint(of: condition),
            let comparison = OperatorCatalog.operator(named: condition.operatorName, for: constraint)
        else { return true }
        return comparison.operandCount == .none
    }

    /// Numbers and booleans bare where reading them back gives the same text.
    private static func scalar(_ text: String, _ family: ValueFamily?) -> JSONValue {
        switch family {
        case .boolean where text == "true" || text == "false": .boolean(text == "true")
        case .integer, .float, .minimumTimes: Int64(text).map(String.init) == text ? .number(text) : .string(text)
        default: .string(text)
        }
    }
}
