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
        _ = mapAssets(in: rules) { asset, value in
            found.insert(asset)
            return value
        }
        return found
    }

    /// The rules with each value that names an asset put through `change`. The condition of a choice
    /// is one filter: whoever asks for the assets of rules and whoever replaces them walk this way.
    public func mapAssets(
        in rules: RuleSet, _ change: (AssetReference, RuleValue) -> RuleValue
    ) -> RuleSet {
        var rules = rules
        rules.triggers = rules.triggers.map { Self.mapAssets(in: $0, trigger(of: $0), change) }
        rules.filters = rules.filters.map { mapAssets(inFilter: $0, change) }
        return rules
    }

    /// The same for one filter, such as the condition of a choice.
    public func mapAssets(inFilter rule: Rule, _ change: (AssetReference, RuleValue) -> RuleValue) -> Rule {
        Self.mapAssets(in: rule, filter(of: rule), change)
    }

    private static func mapAssets(
        in rule: Rule, _ type: (any RuleType)?, _ change: (AssetReference, RuleValue) -> RuleValue
    ) -> Rule {
        var rule = rule
        for index in rule.conditions.indices {
            let condition = rule.conditions[index]
            guard let kind = type?.constraint(id: condition.attributeID)?.assetKind else { continue }
            rule.conditions[index].values = condition.values.map { value in
                value.assetID.map { change(AssetReference(kind, $0), value) } ?? value
            }
        }
        return rule
    }
}

/// Everything that reading and lowering rules must know about the assets of an instance.
///
/// Answers are those of one snapshot: a directory lives as long as the read it was made for.
public protocol AssetDirectory {
    /// The id behind `Program.Asset`, an asset's own name or a decimal id; `nil` when there is none.
    func assetID(_ kind: AssetKind, named name: String) throws -> Int64?
    /// The qualified name of today; `nil` when the asset has been deleted.
    func assetName(_ kind: AssetKind, id: Int64) throws -> String?
    /// The rules of a smart list; `nil` when it has been deleted.
    func rules(of list: SmartListID) throws -> RuleSet?
}

extension AssetKind {
    /// False for the kinds that Muster does not keep yet: pages and forms are known only by the
    /// text that activities recorded, so a rule compares that text and no id.
    public var isKept: Bool {
        switch self {
        case .staticList, .smartList, .smartCampaign, .program, .email: true
        case .form, .landingPage, .webhook, .segmentation, .leadPartition: false
        }
    }
}
