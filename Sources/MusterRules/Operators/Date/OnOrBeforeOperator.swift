import MusterModel

/// `on or before`: on the given day or earlier; not after the given instant.
///
/// - Operand: one date.
/// - Empty value: **matches** (documented caution).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct OnOrBeforeOperator: Operator {
    public let name = "on or before"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let date = try operands.date()
        return operands.orNoValue(
            operands.within(TimeStretch(days: .upTo(date.day), instants: .init(upper: date.end))))
    }
}
