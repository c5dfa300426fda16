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
