public import MusterModel
public import MusterRules

/// A parameter as a document gives it, with the places to report about.
struct GivenParameter {
    let name: String
    let value: JSONValue
    let namePath: String
    let path: String
}

/// What both grammars do with the parameters of one choice.
extension FlowDocument {
    /// Canonical names, spellings and asset ids, in the catalogue's order; the step's own check
    /// runs over the result.
    func parameters(
        _ given: [GivenParameter], of type: any FlowStepType.Type, _ path: String, _ problems: inout [Diagnostic]
    ) -> [FlowParameter] {
        let before = problems.count
        let resolved = resolve(given, of: type, &problems)
        guard problems.count == before, !given.isEmpty else { return [] }
        problems += allComplaints(about: resolved.parameters, of: type).map { complaint in
            complaint.atParameter { resolved.places[$0] ?? path }
        }
        return resolved.parameters
    }

    /// Canonical names, spellings and asset ids, in the catalogue's order, and the place of each
    /// parameter by its name. What does not fit together is not looked at.
    func resolve(
        _ given: [GivenParameter], of type: any FlowStepType.Type, _ problems: inout [Diagnostic]
    ) -> (parameters: [FlowParameter], places: [String: String]) {
        var places: [String: String] = [:]
        var found: [FlowParameter] = []
        for item in given {
            guard let parameter = parameter(item, of: type, &problems) else { continue }
            if places.updateValue(item.path, forKey: parameter.name) != nil {
                problems.append(Diagnostic(item.namePath, "\(parameter.name) is given twice"))
                continue
            }
            guard let text = text(item.value) else {
                problems.append(Diagnostic(item.path, "is not a text"))
                continue
            }
            let value = value(text, of: parameter, item.path, &problems)
            if let value { found.append(FlowParameter(parameter.name, value)) }
        }
        return (Self.sorted(found, as: type), places)
    }

    /// The parameter that the name means.
    func parameter(
        _ item: GivenParameter, of type: any FlowStepType.Type, _ problems: inout [Diagnostic]
    ) -> StepParameter? {
        let wanted = item.name.trimmingBlanks.caseFolded
        if let parameter = type.parameters.first(where: { $0.name.caseFolded == wanted }) { return parameter }
        let names = type.parameters.map(\.name)
        let hint = Suggestion.phrase(for: item.name, among: names)
        problems.append(
            Diagnostic(
                item.namePath,
                "\(type.name) has no parameter '\(item.name)'"
                    + (hint.isEmpty ? "; it takes \(names.joined(separator: ", "))" : hint)))
        return nil
    }

    /// What the step itself says about all parameters together; paths are names of parameters.
    func complaints(about parameters: [FlowParameter], of type: any FlowStepType.Type) -> [Diagnostic] {
        do {
            _ = try type.init(StepParameters(parameters, leadFields: leadFields))
            return []
        } catch {
            return error.diagnostics
        }
    }

    static func sorted(_ parameters: [FlowParameter], as type: any FlowStepType.Type) -> [FlowParameter] {
        type.parameters.compactMap { wanted in parameters.first { $0.name == wanted.name } }
    }

    /// A list, such as the weekdays of a wait, is written with commas.
    private func text(_ value: JSONValue) -> String? {
        guard let elements = value.array else { return value.scalarText }
        let texts = elements.compactMap(\.scalarText)
        return texts.count == elements.count ? texts.joined(separator: ", ") : nil
    }

    private func value(
        _ text: String, of parameter: StepParameter, _ path: String, _ problems: inout [Diagnostic]
    ) -> RuleValue? {
        switch parameter.kind {
        case .text: return RuleValue(text)
        case .template(.duration): return RuleValue(RelativePeriod(text)?.description ?? text)
        case .template: return RuleValue(text)
        case .field: return RuleValue(leadFields.field(named: text)?.displayName ?? text)
        case .choice(let words):
            let word = words.first { $0.caseFolded == text.trimmingBlanks.caseFolded }
            if word == nil {
                problems.append(Diagnostic(path, "'\(text)' is none of \(words.joined(separator: ", "))"))
            }
            return word.map { RuleValue($0) }
        case .assetOr(let kind, let words):
            if let word = words.first(where: { $0.caseFolded == text.trimmingBlanks.caseFolded }) {
                return RuleValue(word)
            }
            return asset(kind, text, path, &problems)
        case .asset(let kind): return asset(kind, text, path, &problems)
        }
    }

    private func asset(
        _ kind: AssetKind, _ text: String, _ path: String, _ problems: inout [Diagnostic]
    ) -> RuleValue? {
        let name = text.trimmingBlanks
        do {
            guard !name.isEmpty, let id = try assets.assetID(kind, named: name) else {
                problems.append(Diagnostic(path, "there is no \(kind.rawValue) '\(name)'"))
                return nil
            }
            return RuleValue(try assets.assetName(kind, id: id) ?? name, assetID: id)
        } catch {
            problems.append(Diagnostic(path, "the \(kind.rawValue) '\(name)' could not be looked up: \(error)"))
            return nil
        }
    }
}

extension RuleCatalog {
    /// The assets that the steps and choices of a flow name.
    public func assets(in flow: Flow) -> Set<AssetReference> {
        var found: Set<AssetReference> = []
        _ = mapAssets(in: flow) { asset, value in
            found.insert(asset)
            return value
        }
        return found
    }

    /// The flow with each value that names an asset put through `change`: in parameters of steps and
    /// in conditions of choices.
    public func mapAssets(in flow: Flow, _ change: (AssetReference, RuleValue) -> RuleValue) -> Flow {
        var flow = flow
        for step in flow.steps.indices {
            let parameters = StepCatalog.type(id: flow.steps[step].typeID)?.parameters ?? []
            flow.steps[step].choices = flow.steps[step].choices.map { choice in
                var choice = choice
                choice.condition = choice.condition.map { mapAssets(inFilter: $0, change) }
                choice.parameters = choice.parameters.map { given in
                    guard let id = given.value.assetID,
                        let kind = parameters.first(where: { $0.name == given.name })?.assetKind
                    else { return given }
                    return FlowParameter(given.name, change(AssetReference(kind, id), given.value))
                }
                return choice
            }
        }
        return flow
    }
}
