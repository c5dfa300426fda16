/// `before`: earlier than the given day, or than the given instant.
///
/// - Operand: one date.
/// - Empty value: **matches** (documented caution).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct BeforeOperator: Operator {
    public let name = "before"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let date = try operands.date()
        return operands.orNoValue(
            operands.within(TimeStretch(days: .before(date.day), instants: date.before)))
    }
}
