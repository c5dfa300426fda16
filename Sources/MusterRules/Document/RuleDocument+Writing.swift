public import MusterModel

extension RuleDocument {
    /// Adobe's full shape with ids, in the names of today; a broken condition carries `isError` and
    /// `errorMessage`.
    public func json(_ rules: RuleSet) throws -> JSONObject {
        var object: JSONObject = ["filterMatchType": .string(rules.match.rawValue)]
        if rules.match == .custom { object["filterCustomRuleLogic"] = .string(rules.customLogic ?? "") }
        object["triggers"] = .array(rules.triggers.map { .object(json($0, .trigger)) })
        object["filters"] = .array(rules.filters.map { .object(json($0, .filter)) })
        return object
    }

    /// The short grammar.
    public func shortJSON(_ rules: RuleSet) throws -> JSONObject {
        var object = JSONObject()
        switch rules.match {
        case .all, .any: object["match"] = .string(rules.match.rawValue)
        case .custom: object["logic"] = .string(rules.customLogic ?? "")
        }
        if !rules.triggers.isEmpty { object["triggers"] = .array(rules.triggers.map { shortJSON($0, .trigger) }) }
        object["filters"] = .array(rules.filters.map { shortJSON($0, .filter) })
        return object
    }

    /// Adobe's `rule` of a flow choice. It has room for the primary condition only; further
    /// conditions stand in `conditions`, as in a list.
    public func conditionJSON(_ rule: Rule) throws -> JSONObject {
        let writer = writer(rule, .filter)
        let primary = rule.conditions.first { $0.isPrimary }
        var object: JSONObject = [
            "name": .string(writer.name), "operator": .string(primary?.operatorName ?? rule.operatorName),
            "ruleType": .string(rule.kind.rawValue), "ruleTypeId": .integer(rule.typeID),
        ]
        if rule.conditions.count > 1 {
            object["conditions"] = .array(rule.conditions.map { .object(writer.json($0)) })
        } else {
            object["values"] = .array(primary.map { writer.texts($0).map(JSONValue.string) } ?? [])
        }
        return object
    }

    /// One filter in the short grammar, such as `{"Country": "Germany"}`.
    public func shortConditionJSON(_ rule: Rule) throws -> JSONValue { shortJSON(rule, .filter) }

    private func json(_ rule: Rule, _ role: RuleReader.Role) -> JSONObject {
        let writer = writer(rule, role)
        let problems = problems(rule, role)
        let conditions = rule.conditions.enumerated().map { index, condition -> JSONValue in
            var object = writer.json(condition)
            let messages = problems.filter { $0.condition == index }.map(\.message)
            if !messages.isEmpty {
                object["isError"] = true
                object["errorMessage"] = .string(messages.joined(separator: "; "))
            }
            return .object(object)
        }
        return [
            "id": .integer(rule.id), "name": .string(writer.name), "ruleTypeId": .integer(rule.typeID),
            "ruleType": .string(rule.kind.rawValue), "operator": .string(rule.operatorName),
            "conditions": .array(conditions),
        ]
    }

    private func shortJSON(_ rule: Rule, _ role: RuleReader.Role) -> JSONValue {
        let writer = writer(rule, role)
        return .object([writer.name: ShortRuleWriter(writer: writer).json(rule)])
    }

    private func writer(_ rule: Rule, _ role: RuleReader.Role) -> RuleWriter {
        let type: (any RuleType)? = role == .filter ? catalog.filter(of: rule) : catalog.trigger(of: rule)
        return RuleWriter(conditions: conditions, type: type, rule: rule)
    }

    private func problems(_ rule: Rule, _ role: RuleReader.Role) -> [RuleProblem] {
        let lists = NestedSmartListCompiler(reader: conditions, list: nil)
        if role == .filter { lists.compile(listsIn: [rule]) }
        let lowering = RuleLowering(reader: conditions, lists: lists)
        var problems: [RuleProblem] = []
        switch role {
        case .filter: _ = lowering.filter(rule, &problems)
        case .trigger: _ = lowering.trigger(rule, index: 0, &problems)
        }
        return problems
    }
}

/// Writes the parts of one rule in the names of today.
struct RuleWriter {
    let conditions: ConditionReader
    /// `nil` when the field or activity type is gone; then the stored names are all there is.
    let type: (any RuleType)?
    let rule: Rule

    var name: String { type?.name ?? rule.name }

    func constraint(of condition: RuleCondition) -> RuleConstraint? {
        type?.constraint(id: condition.attributeID)
    }

    func constraintName(_ condition: RuleCondition) -> String {
        constraint(of: condition)?.name ?? condition.attributeName
    }

    /// The values; of assets and fields the names they have now, where they still exist.
    func texts(_ condition: RuleCondition) -> [String] {
        guard let constraint = constraint(of: condition) else { return condition.values.map(\.text) }
        return condition.values.map { value in
            guard value.assetID != nil, case .success(let current) = conditions.resolve(value, of: constraint)
            else { return value.text }
            return current.text
        }
    }

    /// Adobe's shape of one condition.
    func json(_ condition: RuleCondition) -> JSONObject {
        let prefix = rule.kind == .activity ? "activityAttribute" : "attribute"
        return [
            prefix + "Id": .integer(condition.attributeID), prefix + "Name": .string(constraintName(condition)),
            "operator": .string(condition.operatorName),
            "values": .array(texts(condition).map(JSONValue.string)), "isPrimary": .boolean(condition.isPrimary),
        ]
    }
}
