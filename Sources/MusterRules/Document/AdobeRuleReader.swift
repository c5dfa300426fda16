import MusterModel

/// Reads a rule in Adobe's shape: `name`, `operator` and `conditions`, or bare with `values`.
struct AdobeRuleReader {
    let reader: RuleReader

    private static let ruleMembers = [
        "id", "name", "ruleTypeId", "ruleType", "operator", "conditions", "values", "isError", "errorMessage",
    ]
    private static let conditionMembers = [
        "activityAttributeId", "activityAttributeName", "attributeId", "attributeName", "operator", "values",
        "isPrimary", "isError", "errorMessage",
    ]

    func draft(_ object: JSONObject, at path: String, _ problems: inout [Diagnostic]) -> RuleDraft? {
        let members = DocumentMembers(object, at: path, known: Self.ruleMembers, &problems)
        guard let name = members.text("name", &problems),
            let type = reader.type(named: name, at: members.path("name"), &problems)
        else { return nil }
        checkType(members, type, &problems)
        let operatorName = members.text("operator", &problems).map {
            Located(path: members.path("operator"), value: $0)
        }
        var draft = RuleDraft(path: path, type: type, operatorName: operatorName, conditions: [])
        if let conditions = members.array("conditions", &problems) {
            if members.value("values") != nil {
                problems.append(Diagnostic(members.path("values"), "belongs into the conditions"))
            }
            for (index, condition) in conditions.enumerated() {
                let path = "\(members.path("conditions"))[\(index)]"
                if let condition = self.condition(condition, of: type, at: path, isFirst: index == 0, &problems) {
                    draft.conditions.append(condition)
                }
            }
        } else if let values = members.value("values") {
            guard let primary = type.primaryConstraint else {
                problems.append(Diagnostic(members.path("values"), "'\(type.name)' takes no values"))
                return nil
            }
            let located = values.ruleValues(at: members.path("values"), &problems)
            draft.conditions = [ConditionDraft(path: path, constraint: primary, values: located)]
        }
        return draft
    }

    /// Ids and kinds may be left out, but where they are given they must agree with the name.
    private func checkType(_ members: DocumentMembers, _ type: any RuleType, _ problems: inout [Diagnostic]) {
        if let id = members.integer("ruleTypeId", &problems), id != type.id {
            problems.append(
                Diagnostic(members.path("ruleTypeId"), "'\(type.name)' has the id \(type.id), not \(id)"))
        }
        if let kind = members.text("ruleType", &problems), kind.caseFolded != type.kind.rawValue.caseFolded {
            problems.append(
                Diagnostic(members.path("ruleType"), "'\(type.name)' is of type \(type.kind.rawValue), not \(kind)"))
        }
    }

    private func condition(
        _ json: JSONValue, of type: any RuleType, at path: String, isFirst: Bool, _ problems: inout [Diagnostic]
    ) -> ConditionDraft? {
        guard let object = json.object else {
            problems.append(Diagnostic(path, "must be a condition"))
            return nil
        }
        let members = DocumentMembers(object, at: path, known: Self.conditionMembers, &problems)
        let nameMember = members.value("activityAttributeName") == nil ? "attributeName" : "activityAttributeName"
        let idMember = members.value("activityAttributeId") == nil ? "attributeId" : "activityAttributeId"
        let name = members.text(nameMember, &problems)
        let id = members.integer(idMember, &problems)
        let constraint: RuleConstraint
        if let name {
            guard let found = type.constraint(named: name) else {
                problems.append(Diagnostic(members.path(nameMember), type.complaint(aboutConstraint: name)))
                return nil
            }
            constraint = found
            if let id, id != found.id {
                problems.append(
                    Diagnostic(members.path(idMember), "'\(found.name)' has the id \(found.id), not \(id)"))
            }
        } else if let id {
            guard let found = type.constraint(id: id) else {
                problems.append(Diagnostic(members.path(idMember), type.complaint(aboutConstraint: id)))
                return nil
            }
            constraint = found
        } else if isFirst, let primary = type.primaryConstraint {
            constraint = primary
        } else {
            problems.append(Diagnostic(path, "does not name its attribute"))
            return nil
        }
        let values = members.value("values")?.ruleValues(at: members.path("values"), &problems) ?? []
        return ConditionDraft(
            path: path, constraint: constraint, operatorName: members.text("operator", &problems), values: values)
    }
}
