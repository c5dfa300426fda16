import MusterModel

/// Reads one filter or trigger of either grammar.
struct RuleReader {
    typealias Role = RuleRole

    let catalog: RuleCatalog
    let role: Role

    /// `nil` when it is too broken to go on; what is wrong is in `problems` then.
    func draft(_ json: JSONValue, at path: String, _ problems: inout [Diagnostic]) -> RuleDraft? {
        let count = problems.count
        var draft = read(json, at: path, &problems)
        draft?.isDamaged = problems.count > count
        return draft
    }

    private func read(_ json: JSONValue, at path: String, _ problems: inout [Diagnostic]) -> RuleDraft? {
        switch json {
        // The older generation of the asset API wrote triggers as bare names.
        case .string(let name):
            guard let type = type(named: name, at: path, &problems) else { return nil }
            return RuleDraft(path: path, type: type, conditions: [])
        case .object(let object):
            if let name = object.member(named: "name")?.text, object.members.count > 1 || type(named: name) != nil {
                return AdobeRuleReader(reader: self).draft(object, at: path, &problems)
            }
            return ShortRuleReader(reader: self).draft(object, at: path, &problems)
        case .null, .boolean, .number, .array:
            problems.append(Diagnostic(path, "must be \(role == .filter ? "a filter" : "a trigger")"))
            return nil
        }
    }

    func type(named name: String) -> (any RuleType)? {
        switch role {
        case .filter: catalog.filter(named: name)
        case .trigger: catalog.trigger(named: name)
        }
    }

    func type(named name: String, at path: String, _ problems: inout [Diagnostic]) -> (any RuleType)? {
        if let type = type(named: name) { return type }
        problems.append(Diagnostic(path, complaint(aboutName: name)))
        return nil
    }

    private func complaint(aboutName name: String) -> String {
        switch role {
        case .filter:
            if let trigger = catalog.trigger(named: name) {
                let filter = trigger.activityType.filterName.map { "; the filter is '\($0)'" } ?? ""
                return "'\(trigger.name)' is a trigger" + filter
            }
            return "there is no filter '\(name)'" + Suggestion.phrase(for: name, among: filterNames)
        case .trigger:
            if let filter = catalog.filter(named: name) {
                guard case .activity(let type) = filter.subject, let trigger = type.triggerName else {
                    return "'\(filter.name)' is a filter and has no trigger"
                }
                return "'\(filter.name)' is a filter; the trigger is '\(trigger)'"
            }
            return "there is no trigger '\(name)'"
                + Suggestion.phrase(for: name, among: catalog.triggers.map(\.name))
        }
    }

    private var filterNames: [String] {
        let filters = catalog.filters
        return filters.map(\.name) + filters.compactMap(\.negated?.name)
    }
}

extension RuleType {
    /// What to say about the id of a constraint that the type does not have.
    func complaint(aboutConstraint id: Int) -> String {
        let builtIn = [RuleConstraint.dateOfActivity, .minimumTimes].first { $0.id == id }
        return builtIn.map { complaint(aboutConstraint: $0.name) } ?? "'\(name)' has no constraint \(id)"
    }

    /// What to say about a constraint that the type does not have.
    func complaint(aboutConstraint name: String) -> String {
        let wanted = name.trimmingBlanks.caseFolded
        if self is TriggerType,
            [RuleConstraint.dateOfActivity, .minimumTimes].contains(where: { $0.name.caseFolded == wanted })
        {
            return "'\(name)' is not available on triggers"
        }
        let names = constraints.map(\.name)
        let hint = Suggestion.phrase(for: name, among: names)
        guard hint.isEmpty else { return "'\(self.name)' has no constraint '\(name)'" + hint }
        let known = names.isEmpty ? "it has none" : "it has " + names.map { "'\($0)'" }.joined(separator: ", ")
        return "'\(self.name)' has no constraint '\(name)'; \(known)"
    }
}

/// One rule as a document has it, whichever of the two grammars it is written in: its type is
/// known, its operators and values are not yet judged. Every part knows its place in the document.
struct RuleDraft {
    var path: String
    var type: any RuleType
    /// The operator of the rule as a whole, or of the primary condition in the bare form.
    var operatorName: Located<String>?
    var conditions: [ConditionDraft]
    /// True when parts were left out because they could not be read, and have been reported.
    var isDamaged = false
}

struct ConditionDraft {
    var path: String
    var constraint: RuleConstraint
    var operatorName: String?
    var values: [Located<String>]
}

struct Located<Value> {
    var path: String
    var value: Value
}
