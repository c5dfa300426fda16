public import MusterModel

extension RuleSet {
    /// The rules with the ids of those of `old` that say the same, so that an edit leaves the ids
    /// of untouched rules alone. Two equal rules take the old ids in their order.
    public func keepingIDs(of old: RuleSet) -> RuleSet {
        var result = self
        result.triggers = Self.keepingIDs(triggers, of: old.triggers)
        result.filters = Self.keepingIDs(filters, of: old.filters)
        return result
    }

    private static func keepingIDs(_ rules: [Rule], of old: [Rule]) -> [Rule] {
        var left = old
        return rules.map { rule in
            func sameContent(_ other: Rule) -> Bool {
                var copy = other
                copy.id = rule.id
                return copy == rule
            }
            guard rule.id == 0, let index = left.firstIndex(where: sameContent) else { return rule }
            return left.remove(at: index)
        }
    }
}
