public import MusterModel

/// A filter that asks whether a lead is in a list, a program or a campaign.
///
/// - Operand: one or more assets, by `Program.Asset`, own name or id; in any of them.
/// - Operators: `in` and `not in`; `is` and `is not` are accepted for them.
/// - Complement: `not in` is the exact complement of `in` together with its other constraints,
///   so a lead that never was a member matches it (our choice).
/// - Source: community notation for the operators; ids are ours.
public protocol MembershipFilter: Sendable {
    /// `ruleTypeId` on the wire.
    var id: Int { get }
    var name: String { get }
    /// Other names that documents may use.
    var synonyms: [String] { get }
    var assetKind: AssetKind { get }
    /// Without the primary one, which is the filter's own name.
    var furtherConstraints: [RuleConstraint] { get }

    /// Whether a lead is in at least one of the assets, with all conditions met by that membership.
    func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate
}

extension MembershipFilter {
    public var synonyms: [String] { [] }
    public var furtherConstraints: [RuleConstraint] { [] }
}

/// One further condition of a membership filter.
public struct MembershipCondition: Sendable {
    public let subject: RuleConstraint.Subject
    public let test: ValueTest
}

/// Where *Member of Smart List* finds what other lists mean.
public protocol NestedSmartLists {
    /// Membership in another list at the same moment; refuses a list in error and one that contains
    /// itself.
    func predicate(of list: SmartListID) throws(RuleError) -> Predicate
}
