import MusterModel

/// `in past`: inside the given span that ends at the moment of evaluation.
///
/// - Operand: one span, such as `82 days`; unit words are never abbreviated.
/// - Time: an instant from now minus the span to now, both included. A date counts when it is
///   later than today minus the span, up to today (that today counts is documented); half-open is
///   the only reading under which `in past` and `in past before` are partners, as Adobe's example
///   for the future has it. With minutes or hours a date stands for its midnight.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct InPastOperator: Operator {
    public let name = "in past"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let period = try operands.period()
        let moment = operands.moment
        let since = period.before(moment.instant, in: moment.timeZone)
        let instants = Bounds.closed(since, moment.instant)
        if period.isAbsolute { return operands.within(TimeStretch(instants: instants, in: moment.timeZone)) }
        let days = Bounds<CalendarDay>(
            lower: .init(period.before(moment.today), included: false), upper: .init(moment.today, included: true))
        return operands.within(TimeStretch(days: days, instants: instants))
    }
}
