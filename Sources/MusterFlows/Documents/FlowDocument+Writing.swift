public import MusterModel
import MusterRules

/// Writing both grammars. Assets appear under their name of today.
extension FlowDocument {
    /// Adobe's shape, with ids.
    public func json(_ flow: Flow) throws -> JSONObject {
        ["steps": .array(try flow.steps.map { .object(try stepJSON($0)) })]
    }

    private func stepJSON(_ step: FlowStep) throws -> JSONObject {
        [
            "id": .integer(step.id), "activityTypeId": .integer(step.typeID), "activityTypeName": .string(step.name),
            "stepChoice": .array(try step.choices.map { .object(try choiceJSON($0, of: step)) }),
        ]
    }

    private func choiceJSON(_ choice: FlowChoice, of step: FlowStep) throws -> JSONObject {
        let parameters = StepCatalog.type(id: step.typeID)?.parameters ?? []
        var json: JSONObject = ["id": .integer(choice.id), "default": .boolean(choice.isDefault)]
        json["attributes"] = .array(
            choice.parameters.enumerated().map { index, value in
                .object(attributeJSON(value, at: index, of: choice, parameters))
            })
        if let condition = choice.condition { json["rule"] = .object(try rules.conditionJSON(condition)) }
        return json
    }

    private func attributeJSON(
        _ given: FlowParameter, at index: Int, of choice: FlowChoice, _ parameters: [StepParameter]
    ) -> JSONObject {
        let position = parameters.firstIndex { $0.name == given.name }
        let parameter = position.map { parameters[$0] }
        var json = JSONObject()
        // Attributes are not stored one by one; this number is as stable as the choice is.
        json["id"] = .integer(choice.id * 10 + Int64(index))
        if let parameter { json["activityTypeAttribId"] = .integer(parameter.id) }
        json["name"] = .string(given.name)
        json["dataType"] = .string(parameter?.kind.dataType ?? DataType.string.rawValue)
        json["value"] = .string(currentText(given.value, parameter?.assetKind))
        json["format"] = .null
        json["primary"] = .boolean(position == 0)
        if let kind = parameter?.assetKind, let id = given.value.assetID, case .deleted = assetState(kind, id) {
            json["isError"] = true
            json["errorMessage"] = .string("the \(kind.rawValue) '\(given.value.text)' has been deleted")
        }
        return json
    }

    private func currentText(_ value: RuleValue, _ kind: AssetKind?) -> String {
        guard let kind, let id = value.assetID, case .named(let name) = assetState(kind, id) else { return value.text }
        return name
    }

    /// The short grammar, without ids.
    public func shortJSON(_ flow: Flow) throws -> JSONObject {
        ["flow": .array(try flow.steps.map { .object(JSONObject([($0.name, try shortStepJSON($0))])) })]
    }

    private func shortStepJSON(_ step: FlowStep) throws -> JSONValue {
        let fallback = shortParametersJSON(step.choices.last { $0.isDefault } ?? FlowChoice(), of: step)
        let conditional = try step.choices.compactMap { choice -> JSONValue? in
            if choice.isDefault { return nil }
            var json = JSONObject()
            json["if"] = try choice.condition.map { try rules.shortConditionJSON($0) }
            for parameter in choice.parameters { json[parameter.name] = shortValue(parameter, of: step) }
            return .object(json)
        }
        return conditional.isEmpty ? fallback : ["choices": .array(conditional), "default": fallback]
    }

    private func shortParametersJSON(_ choice: FlowChoice, of step: FlowStep) -> JSONValue {
        if choice.doesNothing { return .string(Self.doNothing) }
        if choice.parameters.count == 1, let only = choice.parameters.first,
            only.name == StepCatalog.type(id: step.typeID)?.parameters.first?.name
        {
            return shortValue(only, of: step)
        }
        return .object(JSONObject(choice.parameters.map { ($0.name, shortValue($0, of: step)) }))
    }

    private func shortValue(_ given: FlowParameter, of step: FlowStep) -> JSONValue {
        let parameter = StepCatalog.type(id: step.typeID)?.parameters.first { $0.name == given.name }
        return .string(currentText(given.value, parameter?.assetKind))
    }
}

extension StepParameter.Kind {
    /// `dataType` on the wire. Adobe publishes no list; Muster says what the value is.
    public var dataType: String {
        switch self {
        case .text, .template, .asset, .assetOr, .field: DataType.string.rawValue
        case .choice(["true", "false"]): DataType.boolean.rawValue
        case .choice: DataType.string.rawValue
        }
    }
}

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
            guard hasRoom(for: elements, "\(path).choices", &problems) else { return nil }
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
