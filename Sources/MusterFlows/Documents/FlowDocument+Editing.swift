public import MusterModel
import MusterRules

/// What one edit says about a choice; what it leaves out stays as it is.
public struct FlowChoiceEdit: Sendable {
    /// The type of the condition by id. With it the condition is read anew; without it the operator
    /// and the values are those of the condition that is there.
    public var conditionType: (id: Int, kind: Rule.Kind)?
    public var operatorName: String?
    public var values: [String]?
    /// Values by the parameter's id or name. `null` and a blank text take the parameter away.
    public var attributes: JSONObject

    public init(
        conditionType: (id: Int, kind: Rule.Kind)? = nil, operatorName: String? = nil, values: [String]? = nil,
        attributes: JSONObject = JSONObject()
    ) {
        self.conditionType = conditionType
        self.operatorName = operatorName
        self.values = values
        self.attributes = attributes
    }

    var isAboutCondition: Bool { conditionType != nil || operatorName != nil || values != nil }
}

/// Reading what single edits give, by the rules of whole documents.
extension FlowDocument {
    /// The kind of step with this `activityTypeId`.
    public func stepType(id: Int) throws(RuleError) -> any FlowStepType.Type {
        if let type = StepCatalog.type(id: id) { return type }
        let name = catalog.activityTypes[ActivityTypeID(Int64(id))]?.name
        throw RuleError("activityType", name.map(Self.unknownStep) ?? "there is no flow step with the id \(id)")
    }

    /// The choice after the edit.
    ///
    /// Values that are given must make sense. Parameters that are still missing do not refuse the
    /// edit: they are problems of the stored flow until they are filled in.
    /// - Throws: `FlowEditError` for a condition of the default choice; `RuleError`.
    public func edited(_ choice: FlowChoice, of step: FlowStep, by edit: FlowChoiceEdit) throws -> FlowChoice {
        if choice.isDefault, edit.isAboutCondition { throw FlowEditError.defaultHasNoCondition }
        var problems: [Diagnostic] = []
        var edited = choice
        if edit.isAboutCondition, let condition = condition(edit, over: choice.condition, &problems) {
            let isSame = choice.condition.map { condition.hasSameContent(as: $0) } ?? false
            edited.condition = condition.withID(isSame ? choice.condition?.id ?? 0 : 0)
        }
        if !edit.attributes.isEmpty {
            edited.parameters = parameters(edit.attributes, over: choice.parameters, of: step, &problems)
        }
        guard problems.isEmpty else { throw RuleError(problems) }
        return edited
    }

    private func condition(_ edit: FlowChoiceEdit, over old: Rule?, _ problems: inout [Diagnostic]) -> Rule? {
        var json: JSONObject
        if let wanted = edit.conditionType {
            guard let type = catalog.type(id: wanted.id, kind: wanted.kind, role: .filter) else {
                let kind = wanted.kind.rawValue.lowercased()
                problems.append(Diagnostic("rule", "there is no filter with the id \(wanted.id) of type \(kind)"))
                return nil
            }
            json = ["name": .string(type.uniqueName), "ruleTypeId": .integer(type.id)]
        } else if let old {
            do {
                json = try rules.conditionJSON(old)
            } catch {
                problems.append(Diagnostic("rule", "cannot be read: \(error)"))
                return nil
            }
        } else {
            problems.append(Diagnostic("rule", "has no type yet; give conditionTypeId"))
            return nil
        }
        func change(_ json: inout JSONObject) {
            if let name = edit.operatorName { json["operator"] = .string(name) }
            if let values = edit.values { json["values"] = .array(values.map(JSONValue.string)) }
        }
        if var conditions = json["conditions"]?.array, var primary = conditions.first?.object {
            change(&primary)
            conditions[0] = .object(primary)
            json["conditions"] = .array(conditions)
            json["operator"] = nil
        } else {
            change(&json)
        }
        return condition(.object(json), "rule", &problems)
    }

    private func parameters(
        _ attributes: JSONObject, over old: [FlowParameter], of step: FlowStep, _ problems: inout [Diagnostic]
    ) -> [FlowParameter] {
        guard let type = StepCatalog.type(id: step.typeID) else {
            problems.append(Diagnostic("attributes", Self.unknownStep(step.name)))
            return old
        }
        let given = attributes.members.map { key, value in
            let name = type.parameters.first { String($0.id) == key.trimmingBlanks }?.name
            let path = "attributes.\(key)"
            return GivenParameter(name: name ?? key, value: value, namePath: path, path: path)
        }
        let before = problems.count
        let named = given.filter { parameter($0, of: type, &problems) != nil }
        let new = resolve(named.filter { !$0.isBlank }, of: type, &problems)
        guard problems.count == before else { return old }
        let touched = Set(named.map { $0.name.trimmingBlanks.caseFolded })
        let kept = old.filter { !touched.contains($0.name.caseFolded) }
        let parameters = Self.sorted(kept + new.parameters, as: type)
        if !parameters.isEmpty {
            problems += allComplaints(about: parameters, of: type).compactMap { complaint in
                new.places[complaint.path].map { place in complaint.atParameter { _ in place } }
            }
        }
        return parameters
    }
}

extension GivenParameter {
    fileprivate var isBlank: Bool { value.isNull || value.scalarText?.trimmingBlanks.isEmpty == true }
}

extension RuleType {
    /// The REST name of a field, because display names may repeat or be another filter's.
    fileprivate var uniqueName: String {
        if case .leadField(let field)? = (self as? FilterType)?.subject { field.name } else { name }
    }
}
