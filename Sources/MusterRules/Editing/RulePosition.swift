/// Where a rule goes among the rules of its role.
public struct RulePosition: Sendable, Hashable {
    public let rule: Int64
    /// The first is 1.
    public let position: Int64

    public init(rule: Int64, position: Int64) {
        self.rule = rule
        self.position = position
    }
}
