public import MusterModel

/// One asset that a rule or a flow names, by id.
public struct AssetReference: Sendable, Hashable {
    public let kind: AssetKind
    public let id: Int64

    public init(_ kind: AssetKind, _ id: Int64) {
        self.kind = kind
        self.id = id
    }
}

extension RuleCatalog {
    /// The assets that the triggers and filters of a list name.
    public func assets(in rules: RuleSet) -> Set<AssetReference> {
        var found: Set<AssetReference> = []
        for rule in rules.triggers { collect(rule, trigger(of: rule), &found) }
        for rule in rules.filters { collect(rule, filter(of: rule), &found) }
        return found
    }

    /// The assets that the condition of a choice names.
    public func assets(inCondition rule: Rule) -> Set<AssetReference> {
        var found: Set<AssetReference> = []
        collect(rule, filter(of: rule), &found)
        return found
    }

    private func collect(_ rule: Rule, _ type: (any RuleType)?, _ found: inout Set<AssetReference>) {
        for condition in rule.conditions {
            guard let kind = type?.constraint(id: condition.attributeID)?.assetKind else { continue }
            found.formUnion(condition.values.compactMap(\.assetID).map { AssetReference(kind, $0) })
        }
    }
}
