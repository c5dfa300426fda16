public import MusterModel

extension RuleSet {
    /// The same rules for another list: without ids, because an id belongs to one rule.
    public var copied: RuleSet {
        var rules = self
        rules.triggers = triggers.map { $0.withID(0) }
        rules.filters = filters.map { $0.withID(0) }
        return rules
    }
}
