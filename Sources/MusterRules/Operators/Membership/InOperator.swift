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
