import MusterModel
import MusterRules

/// Reading Adobe's shape.
extension FlowDocument {
    func fullStep(_ json: JSONValue, _ path: String, _ problems: inout [Diagnostic]) -> FlowStep? {
        guard let object = json.object else {
            problems.append(Diagnostic(path, "is not a step: an object with activityTypeName and stepChoice"))
            return nil
        }
        refuseUnknown(object, ["id", "activityTypeId", "activityTypeName", "stepChoice"], path, &problems)
        let id = self.id(object, path, &problems)
        guard let type = stepType(object, path, &problems) else { return nil }
        guard let elements = object["stepChoice"]?.array else {
            problems.append(Diagnostic("\(path).stepChoice", "is not a list of choices"))
            return nil
        }
        guard hasRoom(for: elements, "\(path).stepChoice", &problems) else { return nil }
        var choices: [FlowChoice] = []
        for (index, element) in elements.enumerated() {
            let place = "\(path).stepChoice[\(index)]"
            if let choice = fullChoice(element, of: type, place, &problems) {
                if choice.isDefault, index != elements.count - 1 {
                    problems.append(Diagnostic(place, "the default choice is the last one"))
                }
                choices.append(choice)
            }
        }
        return step(type, id: id, choices, "\(path).stepChoice", &problems)
    }

    /// Far more choices than a step may have are not even looked at.
    func hasRoom(for choices: [JSONValue], _ path: String, _ problems: inout [Diagnostic]) -> Bool {
        guard choices.count > Self.maximumChoices else { return true }
        problems.append(Diagnostic(path, "has \(choices.count) choices; \(Self.maximumChoices) are allowed"))
        return false
    }

    /// Completes a step with its default choice.
    func step(
        _ type: any FlowStepType.Type, id: Int64 = 0, _ choices: [FlowChoice], _ path: String,
        _ problems: inout [Diagnostic]
    ) -> FlowStep {
        if choices.count > Self.maximumChoices {
            problems.append(
                Diagnostic(path, "has \(choices.count) choices; \(Self.maximumChoices) are allowed"))
        }
        let all = choices.last?.isDefault == true ? choices : choices + [FlowChoice()]
        return FlowStep(id: id, name: type.name, typeID: type.typeID, choices: all)
    }

    private func stepType(
        _ object: JSONObject, _ path: String, _ problems: inout [Diagnostic]
    ) -> (any FlowStepType.Type)? {
        let typeID = object["activityTypeId"].flatMap { $0.isNull ? nil : $0 }
        guard let name = object["activityTypeName"]?.text else {
            guard let id = typeID?.integer, let type = StepCatalog.type(id: Int(clamping: id)) else {
                problems.append(Diagnostic("\(path).activityTypeName", "is missing"))
                return nil
            }
            return type
        }
        guard let type = StepCatalog.type(named: name) else {
            problems.append(Diagnostic("\(path).activityTypeName", Self.unknownStep(name)))
            return nil
        }
        if let typeID, typeID.integer != Int64(type.typeID) {
            problems.append(
                Diagnostic("\(path).activityTypeId", "is \(typeID.jsonText), but \(type.name) has \(type.typeID)"))
        }
        return type
    }

    private func fullChoice(
        _ json: JSONValue, of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> FlowChoice? {
        guard let object = json.object else {
            problems.append(Diagnostic(path, "is not a choice: an object with attributes"))
            return nil
        }
        refuseUnknown(object, ["id", "default", "rule", "attributes"], path, &problems)
        let rule = object["rule"].flatMap { $0.isNull ? nil : $0 }
        if object["default"]?.boolean == true, rule != nil {
            problems.append(Diagnostic("\(path).rule", "the default choice has no rule"))
        }
        if object["default"]?.boolean == false, rule == nil {
            problems.append(Diagnostic("\(path).rule", "is missing; only the default choice has none"))
            return nil
        }
        let parameters = fullParameters(object["attributes"], of: type, path, &problems)
        let id = self.id(object, path, &problems)
        guard let rule else { return FlowChoice(id: id, parameters: parameters) }
        guard let condition = condition(rule, "\(path).rule", &problems) else { return nil }
        return FlowChoice(id: id, condition: condition, parameters: parameters)
    }

    private func fullParameters(
        _ json: JSONValue?, of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> [FlowParameter] {
        let path = "\(path).attributes"
        guard let json, !json.isNull else { return [] }
        guard let elements = json.array else {
            problems.append(Diagnostic(path, "is not a list"))
            return []
        }
        var given: [GivenParameter] = []
        for (index, element) in elements.enumerated() {
            let place = "\(path)[\(index)]"
            guard let object = element.object else {
                problems.append(Diagnostic(place, "is not an object with name and value"))
                continue
            }
            guard let name = parameterName(object, of: type, place, &problems) else { continue }
            guard let value = object["value"], !value.isNull else { continue }
            given.append(GivenParameter(name: name, value: value, namePath: "\(place).name", path: "\(place).value"))
        }
        return parameters(given, of: type, path, &problems)
    }

    /// By name; by `activityTypeAttribId` where that alone is given.
    private func parameterName(
        _ object: JSONObject, of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> String? {
        let id = object["activityTypeAttribId"]?.integer
        let numbered = type.parameters.first { Int64($0.id) == id }
        guard let name = object["name"]?.text else {
            if numbered == nil { problems.append(Diagnostic("\(path).name", "is missing")) }
            return numbered?.name
        }
        if let numbered, numbered.name.caseFolded != name.trimmingBlanks.caseFolded {
            problems.append(
                Diagnostic("\(path).activityTypeAttribId", "is that of '\(numbered.name)', not of '\(name)'"))
        }
        return name
    }

    /// One condition of an attribute or a membership.
    /// - Source: product docs, "Use Add Choice in a Flow Step": activities are not offered there.
    func condition(_ json: JSONValue, _ path: String, _ problems: inout [Diagnostic]) -> Rule? {
        do {
            let rule = try rules.readCondition(json)
            if rule.kind == .activity {
                problems.append(
                    Diagnostic(path, "'\(rule.name)' is an activity filter; a choice takes attributes and memberships"))
            }
            return rule
        } catch {
            problems += error.diagnostics.map { $0.inside(path) }
            return nil
        }
    }

    private func id(_ object: JSONObject, _ path: String, _ problems: inout [Diagnostic]) -> Int64 {
        guard let value = object["id"], !value.isNull else { return 0 }
        if let id = value.integer, id >= 0 { return id }
        problems.append(Diagnostic("\(path).id", "is not an id"))
        return 0
    }

    private func refuseUnknown(
        _ object: JSONObject, _ known: [String], _ path: String, _ problems: inout [Diagnostic]
    ) {
        for key in object.keys where !known.contains(key) {
            problems.append(Diagnostic("\(path).\(key)", "is not known" + Suggestion.phrase(for: key, among: known)))
        }
    }
}
