/// `after`: on a later day than the given one; later than the given instant.
///
/// - Operand: one date.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct AfterOperator: Operator {
    public let name = "after"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let date = try operands.date()
        return operands.within(TimeStretch(days: .after(date.day), instants: date.after))
    }
}
