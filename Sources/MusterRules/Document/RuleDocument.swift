import Foundation
public import MusterModel

/// Reads and writes the rules document: Adobe's full shape, and the short grammar that people
/// write by hand.
///
/// Reading resolves every name, in the API's words or the product pages', to the catalogue's
/// spelling and every asset to its id, and collects everything that is wrong with its place in the
/// document as it was written. Nothing is dropped silently.
public struct RuleDocument {
    let catalog: RuleCatalog
    let conditions: ConditionReader

    /// More are refused; Adobe calls a hundred bad practice already. Our choice.
    public static let mostFilters = 200

    public init(catalog: RuleCatalog, assets: any AssetDirectory) {
        self.catalog = catalog
        // Whether a value can be read does not depend on the moment.
        let moment = Moment(Instant(seconds: 0), in: .gmt)
        conditions = ConditionReader(catalog: catalog, assets: assets, moment: moment)
    }

    /// Reads a whole document of either grammar; rule ids are 0.
    ///
    /// - Parameter allowsTriggers: true only for a smart campaign's own list.
    public func read(_ json: JSONValue, allowsTriggers: Bool) throws(RuleError) -> RuleSet {
        guard let object = json.object else { throw RuleError("", "must be an object with 'filters'") }
        var problems: [Diagnostic] = []
        let members = DocumentMembers(object, at: "", known: Self.members, &problems)
        var rules = RuleSet()
        let triggers = members.array("triggers", &problems) ?? []
        if !allowsTriggers {
            for index in triggers.indices {
                problems.append(
                    Diagnostic("triggers[\(index)]", "only the smart list of a smart campaign may have triggers"))
            }
        } else {
            rules.triggers = self.rules(triggers, .trigger, "triggers", &problems)
        }
        let filters = members.array("filters", &problems) ?? []
        if filters.count > Self.mostFilters {
            problems.append(
                Diagnostic("filters", "there are \(filters.count) filters, the limit is \(Self.mostFilters)"))
        } else {
            rules.filters = self.rules(filters, .filter, "filters", &problems)
        }
        (rules.match, rules.customLogic) = match(members, filterCount: filters.count, &problems)
        guard problems.isEmpty else { throw RuleError(problems) }
        return rules
    }

    /// Reads one filter of either grammar, such as the condition of a choice.
    public func readCondition(_ json: JSONValue) throws(RuleError) -> Rule {
        var problems: [Diagnostic] = []
        if let rule = rule(json, .filter, at: "", &problems), problems.isEmpty { return rule }
        throw RuleError(problems)
    }

    private static let members = [
        "filterMatchType", "match", "filterCustomRuleLogic", "logic", "triggers", "filters",
    ]

    private func rules(
        _ elements: [JSONValue], _ role: RuleReader.Role, _ member: String, _ problems: inout [Diagnostic]
    ) -> [Rule] {
        var rules: [Rule] = []
        for (index, element) in elements.enumerated() {
            if let rule = rule(element, role, at: "\(member)[\(index)]", &problems) { rules.append(rule) }
        }
        return rules
    }

    private func rule(
        _ json: JSONValue, _ role: RuleReader.Role, at path: String, _ problems: inout [Diagnostic]
    ) -> Rule? {
        let reader = RuleReader(catalog: catalog, role: role)
        guard let draft = reader.draft(json, at: path, &problems) else { return nil }
        return RuleResolver(conditions: conditions).rule(draft, &problems)
    }

    private func match(
        _ members: DocumentMembers, filterCount: Int, _ problems: inout [Diagnostic]
    ) -> (RuleSet.Match, String?) {
        let matchMember = members.value("match") == nil ? "filterMatchType" : "match"
        let logicMember = members.value("logic") == nil ? "filterCustomRuleLogic" : "logic"
        let logic = members.text(logicMember, &problems).flatMap { $0.isEmpty ? nil : $0 }
        var match: RuleSet.Match = logic == nil ? .all : .custom
        if let text = members.text(matchMember, &problems) {
            guard let known = RuleSet.Match(word: text) else {
                problems.append(Diagnostic(members.path(matchMember), "must be all, any or custom, not '\(text)'"))
                return (.all, nil)
            }
            match = known
        }
        guard match == .custom else {
            if logic != nil {
                problems.append(Diagnostic(members.path(logicMember), "contradicts the match type \(match.rawValue)"))
            }
            return (match, nil)
        }
        guard let logic else {
            problems.append(Diagnostic(members.path(matchMember), "custom needs a logic such as '1 and (2 or 3)'"))
            return (.custom, nil)
        }
        do { _ = try RuleLogic(logic, filterCount: filterCount) } catch {
            problems.append(Diagnostic(members.path(logicMember), error.message))
        }
        return (.custom, logic)
    }
}

extension RuleSet.Match {
    /// In any case; `advanced` is the word of the older generation of the asset API.
    public init?(word: String) {
        switch word.trimmingBlanks.caseFolded {
        case "all": self = .all
        case "any": self = .any
        case "custom", "advanced": self = .custom
        default: return nil
        }
    }
}
