import Foundation
public import MusterModel
import MusterRules

/// What is wrong with a flow that is stored.
extension FlowDocument {
    /// Everything that keeps a stored flow from running: steps, parameters, assets and conditions
    /// that make no sense (any more).
    public func problems(_ flow: Flow) -> [Diagnostic] {
        flow.steps.enumerated().flatMap { index, step in
            problems(step).map { $0.inside("steps[\(index)]") }
        }
    }

    private func problems(_ step: FlowStep) -> [Diagnostic] {
        guard let type = StepCatalog.type(id: step.typeID) else {
            return [Diagnostic("activityTypeName", Self.unknownStep(step.name))]
        }
        var problems: [Diagnostic] = []
        if step.choices.last?.isDefault != true || step.choices.dropLast().contains(where: \.isDefault) {
            problems.append(Diagnostic("stepChoice", "the default choice is not the last one"))
        }
        for (index, choice) in step.choices.enumerated() {
            let path = "stepChoice[\(index)]"
            if let condition = choice.condition {
                problems += self.problems(condition).map { $0.inside("\(path).rule") }
            } else if choice.isUnfinished {
                problems.append(Diagnostic("\(path).rule", "is still to be chosen"))
            }
            problems += self.problems(choice, of: type).map { $0.inside(path) }
        }
        return problems
    }

    private func problems(_ condition: Rule) -> [Diagnostic] {
        // Validity does not depend on when it is asked for.
        let compiler = RuleCompiler(catalog: catalog, assets: assets, moment: Moment(Instant(seconds: 0), in: .gmt))
        let outer = "filters[0]"
        return compiler.problems(RuleSet(filters: [condition])).map { problem in
            guard problem.path.hasPrefix(outer) else { return problem }
            // In a choice the rule and its only condition are one object.
            let isOneObject = condition.conditions.count == 1
            let place = problem.path.dropFirst(outer.count).split(separator: ".")
                .filter { !(isOneObject && $0 == "conditions[0]") }
            return Diagnostic(place.joined(separator: "."), problem.message)
        }
    }

    private func problems(_ choice: FlowChoice, of type: any FlowStepType.Type) -> [Diagnostic] {
        if choice.doesNothing { return [] }
        func path(_ parameter: String) -> String {
            let index = choice.parameters.firstIndex { $0.name.caseFolded == parameter.caseFolded }
            return index.map { "attributes[\($0)].value" } ?? "attributes"
        }
        var problems: [Diagnostic] = []
        for parameter in choice.parameters {
            guard let kind = type.parameters.first(where: { $0.name == parameter.name })?.assetKind,
                let id = parameter.value.assetID, case .deleted = assetState(kind, id)
            else { continue }
            problems.append(
                Diagnostic(path(parameter.name), "the \(kind.rawValue) '\(parameter.value.text)' has been deleted"))
        }
        problems += complaints(about: choice.parameters, of: type).map { $0.atParameter(path) }
        return problems
    }

    enum AssetState {
        case named(String)
        case deleted
    }

    /// A directory that cannot answer counts as a deletion nowhere: the text stays as it was.
    func assetState(_ kind: AssetKind, _ id: Int64) -> AssetState? {
        do {
            return try assets.assetName(kind, id: id).map(AssetState.named) ?? .deleted
        } catch {
            return nil
        }
    }

    static func unknownStep(_ name: String) -> String {
        let names = StepCatalog.types.map { $0.name } + StepCatalog.unsupportedNames
        if let known = StepCatalog.unsupportedNames.first(where: { $0.caseFolded == name.trimmingBlanks.caseFolded }) {
            return "the flow step '\(known)' is not supported yet"
        }
        return "there is no flow step '\(name)'" + Suggestion.phrase(for: name, among: names)
    }
}

extension Diagnostic {
    /// A step's problem, whose path is the name of a parameter, moved to the parameter's place.
    /// The name stays in the sentence, because the place does not tell it.
    func atParameter(_ place: (String) -> String) -> Diagnostic {
        Diagnostic(place(path), path.isEmpty ? message : "\(path) \(message)")
    }
}
