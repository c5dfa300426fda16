import MusterModel

/// `in time frame`: inside a named stretch around the moment of evaluation, such as `Last Quarter`.
///
/// - Operand: one name of the list in `TimeFrame`, in any case.
/// - Time: whole days run from midnight to midnight in the subscription's zone, the last midnight
///   not included; the frames that end now include now.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; the list is our choice.
public struct InTimeFrameOperator: Operator {
    public let name = "in time frame"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        operands.within(try operands.timeFrame().stretch(at: operands.moment))
    }
}
