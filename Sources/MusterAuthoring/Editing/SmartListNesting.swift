import MusterModel
import MusterRules
import MusterStore

/// Looks through *Member of Smart List* rules for a list that would contain itself.
struct SmartListNesting {
    let reader: StoreReader

    /// One problem for each value of `rules` that leads back to `list`.
    func cycles(in rules: RuleSet, of list: SmartListID) throws -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for reference in Self.references(in: rules) where try leads(reference.list, to: list) {
            let name = try reader.assetName(.smartList, id: reference.list.rawValue) ?? reference.list.description
            problems.append(
                Diagnostic(reference.path, "the smart list would contain itself through '\(name)'"))
        }
        return problems
    }

    private func leads(_ start: SmartListID, to target: SmartListID) throws -> Bool {
        var seen: Set<SmartListID> = []
        var open = [start]
        while let next = open.popLast() {
            if next == target { return true }
            guard seen.insert(next).inserted, let rules = try reader.smartList(next)?.rules else { continue }
            open += Self.references(in: rules).map(\.list)
        }
        return false
    }

    private static func references(in rules: RuleSet) -> [(path: String, list: SmartListID)] {
        let type = MemberOfSmartListFilter()
        return rules.filters.enumerated().flatMap { filter, rule in
            guard rule.kind == .attribute, rule.typeID == type.id, rule.name == type.name else {
                return [(path: String, list: SmartListID)]()
            }
            return rule.conditions.enumerated().flatMap { condition, content in
                content.values.enumerated().compactMap { index, value in
                    value.assetID.map {
                        ("filters[\(filter)].conditions[\(condition)].values[\(index)]", SmartListID($0))
                    }
                }
            }
        }
    }
}
