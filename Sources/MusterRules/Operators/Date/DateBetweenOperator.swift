import MusterModel

/// `between` on a date: both days, or both instants, included.
///
/// - Operand: two dates, the earlier one first; the other way round is an error (our choice).
/// - Time: from the first midnight of the first day to the last instant of the second, in the
///   subscription's zone.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; inclusive is documented.
public struct DateBetweenOperator: Operator {
    public let name = "between"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.pair

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let (first, last) = try operands.datePair()
        return operands.within(
            TimeStretch(
                days: .closed(first.day, last.day), instants: .init(lower: first.start, upper: last.end)))
    }
}
