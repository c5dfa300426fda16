import MusterModel

/// Reading the short grammar: `{"Wait":"3 days"}`,
/// `{"Change Score":{"choices":[{"if":{"Country":"Germany"},"Change":"+10"}],"default":"do nothing"}}`.
extension FlowDocument {
    func shortStep(_ json: JSONValue, _ path: String, _ problems: inout [Diagnostic]) -> FlowStep? {
        guard let members = json.object?.members, members.count == 1, let member = members.first else {
            problems.append(Diagnostic(path, "is not a step: an object whose only member is the step's name"))
            return nil
        }
        guard let type = StepCatalog.type(named: member.key) else {
            problems.append(Diagnostic(path, Self.unknownStep(member.key)))
            return nil
        }
        let path = "\(path).\(type.name)"
        guard let object = member.value.object, object["choices"] != nil || object["default"] != nil else {
            let parameters = shortParameters(member.value, of: type, path, &problems)
            return step(type, [FlowChoice(parameters: parameters)], path, &problems)
        }
        for key in object.keys where key != "choices" && key != "default" {
            problems.append(Diagnostic("\(path).\(key)", "belongs into a choice or into 'default'"))
        }
        var choices: [FlowChoice] = []
        if let given = object["choices"], !given.isNull {
            guard let elements = given.array else {
                problems.append(Diagnostic("\(path).choices", "is not a list"))
                return nil
            }
            for (index, element) in elements.enumerated() {
                if let choice = shortChoice(element, of: type, "\(path).choices[\(index)]", &problems) {
                    choices.append(choice)
                }
            }
        }
        let fallback = object["default"].map { shortParameters($0, of: type, "\(path).default", &problems) }
        return step(type, choices + [FlowChoice(parameters: fallback ?? [])], "\(path).choices", &problems)
    }

    private func shortChoice(
        _ json: JSONValue, of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> FlowChoice? {
        guard var object = json.object, let rule = object["if"] else {
            problems.append(Diagnostic(path, "is not a choice: an object with 'if' and the step's parameters"))
            return nil
        }
        object["if"] = nil
        let parameters = shortParameters(.object(object), of: type, path, &problems)
        guard let condition = condition(rule, "\(path).if", &problems) else { return nil }
        return FlowChoice(condition: condition, parameters: parameters)
    }

    /// A bare value is the primary parameter; `do nothing`, nothing.
    private func shortParameters(
        _ json: JSONValue, of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> [FlowParameter] {
        if json.text?.trimmingBlanks.caseFolded == Self.doNothing { return [] }
        if let object = json.object {
            let given = object.members.filter { !$0.value.isNull }.map {
                GivenParameter(
                    name: $0.key, value: $0.value, namePath: "\(path).\($0.key)", path: "\(path).\($0.key)")
            }
            return parameters(given, of: type, path, &problems)
        }
        guard let primary = type.parameters.first, !json.isNull else {
            problems.append(Diagnostic(path, "has no value; write 'do nothing' to pass the step"))
            return []
        }
        let given = GivenParameter(name: primary.name, value: json, namePath: path, path: path)
        return parameters([given], of: type, path, &problems)
    }
}
