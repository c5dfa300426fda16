public import MusterModel

extension RuleSet {
    /// These rules with the ids of the rules of `old` that are the same but for their id, so that
    /// an edit leaves the ids of untouched rules alone. Equal rules take the old ids in their
    /// order; rules that were not there before have id 0.
    public func keepingIDs(of old: RuleSet) -> RuleSet {
        var rules = self
        rules.triggers = Self.rules(triggers, keepingIDsOf: old.triggers)
        rules.filters = Self.rules(filters, keepingIDsOf: old.filters)
        return rules
    }

    private static func rules(_ new: [Rule], keepingIDsOf old: [Rule]) -> [Rule] {
        let pairs = ElementPairing.pairs(new, old, id: { _ in 0 }, isSame: { $0.hasSameContent(as: $1) })
        return zip(new, pairs).map { rule, index in rule.withID(index.map { old[$0].id } ?? 0) }
    }
}

extension Rule {
    public func withID(_ id: Int64) -> Rule {
        var rule = self
        rule.id = id
        return rule
    }

    /// An asset that was renamed in the meantime is the same asset.
    public func hasSameContent(as other: Rule) -> Bool {
        guard conditions.count == other.conditions.count else { return false }
        var (mine, theirs) = (withID(0), other.withID(0))
        for index in conditions.indices {
            let (values, others) = (conditions[index].values, other.conditions[index].values)
            guard values.count == others.count, zip(values, others).allSatisfy({ $0.means($1) }) else { return false }
            mine.conditions[index].values = []
            theirs.conditions[index].values = []
        }
        return mine == theirs
    }
}

extension RuleValue {
    /// Whether both stand for the same asset, whatever it was called, or are the same text.
    public func means(_ other: RuleValue) -> Bool {
        assetID == other.assetID && (assetID != nil || text == other.text)
    }
}
