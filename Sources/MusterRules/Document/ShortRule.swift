import MusterModel

/// Reads a rule in the short grammar: `{name: value}`, `{name: {operator: value}}` or
/// `{name: {constraint: …, constraint: …}}`.
///
/// A bare value means `is`, a list means any of its values; an operator without operand is
/// written `{is empty: true}`.
struct ShortRuleReader {
    let reader: RuleReader

    func draft(_ object: JSONObject, at path: String, _ problems: inout [Diagnostic]) -> RuleDraft? {
        guard let (name, json) = object.members.first else {
            problems.append(Diagnostic(path, "is empty; write for example {\"Country\": \"Germany\"}"))
            return nil
        }
        guard object.members.count == 1 else {
            let names = object.keys.map { "'\($0)'" }.joined(separator: ", ")
            problems.append(
                Diagnostic(path, "holds one rule and not several (\(names)); give each an entry of its own"))
            return nil
        }
        let inner = path.isEmpty ? name : path + "." + name
        guard let type = reader.type(named: name, at: inner, &problems) else { return nil }
        var draft = RuleDraft(path: inner, type: type, conditions: [])
        if let parts = json.object {
            for (key, value) in parts.members {
                if let condition = part(key, value, of: type, at: "\(inner).\(key)", &problems) {
                    draft.conditions.append(condition)
                }
            }
        } else if !json.isNull {
            guard let primary = type.primaryConstraint else {
                problems.append(Diagnostic(inner, "'\(type.name)' takes no values"))
                return nil
            }
            draft.conditions = [bare(json, of: primary, at: inner, &problems)]
        }
        return draft
    }

    /// One member inside the braces: a constraint, or else an operator of the primary one.
    private func part(
        _ key: String, _ json: JSONValue, of type: any RuleType, at path: String, _ problems: inout [Diagnostic]
    ) -> ConditionDraft? {
        if let constraint = type.constraint(named: key) {
            return condition(json, of: constraint, at: path, &problems)
        }
        if let primary = type.primaryConstraint, OperatorCatalog.operator(named: key, for: primary) != nil {
            return comparison(key, json, of: primary, at: path, &problems)
        }
        if let primary = type.primaryConstraint, type.constraints.count == 1 || OperatorCatalog.knows(key) {
            problems.append(
                Diagnostic(path, ConditionReader.complaint(aboutOperator: key, of: primary)))
        } else {
            problems.append(Diagnostic(path, type.complaint(aboutConstraint: key)))
        }
        return nil
    }

    private func condition(
        _ json: JSONValue, of constraint: RuleConstraint, at path: String, _ problems: inout [Diagnostic]
    ) -> ConditionDraft? {
        guard let object = json.object else { return bare(json, of: constraint, at: path, &problems) }
        guard let (key, value) = object.members.first, object.members.count == 1 else {
            problems.append(Diagnostic(path, "must be one operator with its value, such as {\"is\": \"…\"}"))
            return nil
        }
        let inner = "\(path).\(key)"
        guard OperatorCatalog.operator(named: key, for: constraint) != nil else {
            problems.append(Diagnostic(inner, ConditionReader.complaint(aboutOperator: key, of: constraint)))
            return nil
        }
        return comparison(key, value, of: constraint, at: inner, &problems)
    }

    private func comparison(
        _ key: String, _ json: JSONValue, of constraint: RuleConstraint, at path: String,
        _ problems: inout [Diagnostic]
    ) -> ConditionDraft {
        var draft = ConditionDraft(path: path, constraint: constraint, operatorName: key, values: [])
        let takesNone = OperatorCatalog.operator(named: key, for: constraint)?.operandCount == OperandCount.none
        let saysYes = json == .boolean(true) || json.object?.isEmpty == true
        if !(takesNone && saysYes) { draft.values = json.ruleValues(at: path, &problems) }
        return draft
    }

    private func bare(
        _ json: JSONValue, of constraint: RuleConstraint, at path: String, _ problems: inout [Diagnostic]
    ) -> ConditionDraft {
        // `Email Address: is empty` would ask for the text "is empty", which nobody means.
        if let text = json.text?.trimmingBlanks,
            let name = OperatorCatalog.namesWithoutOperand(for: constraint).first(where: { $0 == text.caseFolded })
        {
            problems.append(
                Diagnostic(path, "write {\"\(name)\": true} for the operator, or {\"is\": \"\(text)\"} for the text"))
        }
        return ConditionDraft(
            path: path, constraint: constraint, values: json.ruleValues(at: path, &problems))
    }
}

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
