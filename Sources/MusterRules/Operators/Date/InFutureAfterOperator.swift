import MusterModel

/// `in future after`: later than the given span that begins at the moment of evaluation.
///
/// - Operand: one span.
/// - Time: an instant after now plus the span; a date from today plus the span on. Exact partner
///   of `in future`. With minutes or hours a date stands for its midnight.
/// - Empty value: no match (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct InFutureAfterOperator: Operator {
    public let name = "in future after"
    public let families: Set<ValueFamily> = [.date, .datetime]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let period = try operands.period()
        let moment = operands.moment
        let instants = Bounds.after(period.after(moment.instant, in: moment.timeZone))
        let stretch =
            period.isAbsolute
            ? TimeStretch(instants: instants, in: moment.timeZone)
            : TimeStretch(days: .from(period.after(moment.today)), instants: instants)
        return operands.within(stretch)
    }
}
