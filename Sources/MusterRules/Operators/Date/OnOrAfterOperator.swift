import MusterModel

/// `on or after`: on the given day or later; not before the given instant.
///
/// - Operand: one date.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct OnOrAfterOperator: Operator {
    public let name = "on or after"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let date = try operands.date()
        return operands.within(TimeStretch(days: .from(date.day), instants: .init(lower: date.start)))
    }
}
