/// `at least` of *Min. Number of Times*: how many activities must fit.
///
/// - Operand: one whole number from 1; `is` is accepted for `at least`, because a bare value in the
///   short grammar means `is`.
/// - Counts activities, not distinct days or assets.
/// - Source: product docs, "Add a Constraint to a Smart List Filter"; the spelling is our choice.
public struct MinimumTimesOperator: Operator {
    public let name = "at least"
    public let aliases = ["is"]
    public let families: Set<ValueFamily> = [.minimumTimes]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let times = try operands.number()
        guard times >= 1, times <= 1_000_000_000, times.rounded() == times else {
            throw OperandError("the number of times is a whole number from 1", at: 0)
        }
        return .numberWithin(.from(times))
    }
}
