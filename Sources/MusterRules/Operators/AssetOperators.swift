import MusterModel

/// `is` on an asset or lead field that an activity is about: one of the given ones, by id.
///
/// - Operand: one or more assets, by `Program.Asset`, own name or id; a field by display name or
///   REST name. A renamed asset stays found, a deleted one breaks the rule.
/// - Assets of kinds that Muster does not keep are compared by their recorded text, ignoring case.
/// - Empty value: no match.
/// - Source: semantics of Adobe's pick-lists; comparing ids is our choice.
public struct AssetIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        try operands.isOneOfTheAssets()
    }
}

/// `is not` on an asset or lead field that an activity is about: none of the given ones.
///
/// - Meaning: existential. *Clicked Link in Email* with *Email* `is not` X finds who clicked in
///   some e-mail other than X; who did not click in X is *Not Clicked Link in Email* with `is` X.
/// - Operand: one or more assets, as for `is`.
/// - Empty value: matches, the activity is about none of them.
/// - Source: community practice; agrees with Adobe's "Use Inactivity Filters in a Smart List".
public struct AssetIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try operands.isOneOfTheAssets())
    }
}

/// `is any`: no restriction, not even to activities that have the attribute.
///
/// - Operand: none.
/// - Offered on assets and fields, and on the primary constraint of every activity filter and
///   trigger, whatever its type; what a fresh inactivity filter begins with (documented).
/// - Source: product docs, "Use Inactivity Filters in a Smart List".
public struct IsAnyOperator: Operator {
    public let name = "is any"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.none

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest { .always }
}

/// `in`: member of at least one of the given lists, programs or campaigns.
///
/// - Operand: one or more assets.
/// - The test is of the asset's id; `MembershipFilter` asks it of every membership of the lead.
/// - Source: community notation for Adobe's screens; `is` is accepted for it (our choice).
public struct InOperator: Operator {
    public let name = "in"
    public let aliases = ["is"]
    public let families: Set<ValueFamily> = [.membership]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        try operands.isOneOfTheAssets()
    }
}

/// `not in`: the exact complement of `in`, its further constraints included.
///
/// - Operand: one or more assets; several mean member of none (our choice).
/// - A lead that never was a member matches.
/// - Source: community notation for Adobe's screens; `is not` is accepted for it (our choice).
public struct NotInOperator: Operator {
    public let name = "not in"
    public let aliases = ["is not"]
    public let families: Set<ValueFamily> = [.membership]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try operands.isOneOfTheAssets())
    }
}

extension Operands {
    /// A test for one of the assets, or of the recorded names where the assets are of a kind that
    /// Muster does not keep.
    func isOneOfTheAssets() throws(OperandError) -> ValueTest {
        guard areAssets else { return .textIs(try texts()) }
        return .numberIs(values.compactMap(\.assetID).map(Double.init))
    }
}
