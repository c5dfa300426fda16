import MusterModel

/// `in past before`: earlier than the given span that ends at the moment of evaluation.
///
/// - Operand: one span.
/// - Time: an instant before now minus the span; a date up to today minus the span. Exact partner
///   of `in past` (our choice). With minutes or hours a date stands for its midnight.
/// - Empty value: **matches** (documented caution).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct InPastBeforeOperator: Operator {
    public let name = "in past before"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let period = try operands.period()
        let moment = operands.moment
        let instants = Bounds.before(period.before(moment.instant, in: moment.timeZone))
        let stretch =
            period.isAbsolute
            ? TimeStretch(instants: instants, in: moment.timeZone)
            : TimeStretch(days: .upTo(period.before(moment.today)), instants: instants)
        return operands.orNoValue(operands.within(stretch))
    }
}
