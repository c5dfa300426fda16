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
        withID(0).withoutAssetNames == other.withID(0).withoutAssetNames
    }

    private var withoutAssetNames: Rule {
        var rule = self
        for index in rule.conditions.indices {
            rule.conditions[index].values = conditions[index].values.map(\.withoutAssetName)
        }
        return rule
    }
}

extension RuleValue {
    fileprivate var withoutAssetName: RuleValue { assetID == nil ? self : RuleValue("", assetID: assetID) }

    /// Whether both stand for the same asset, whatever it was called, or are the same text.
    public func means(_ other: RuleValue) -> Bool { withoutAssetName == other.withoutAssetName }
}
