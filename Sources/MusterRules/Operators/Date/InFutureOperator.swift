import MusterModel

/// `in future`: inside the given span that begins at the moment of evaluation.
///
/// - Operand: one span.
/// - Time: an instant after now, up to now plus the span. A date from today up to the day before
///   today plus the span: Adobe's example says that `in future after 90 days` together with
///   `in future 91 days` is exactly the day 90 days ahead. With minutes or hours a date stands for
///   its midnight.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct InFutureOperator: Operator {
    public let name = "in future"
    public let families: Set<ValueFamily> = [.date, .datetime]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let period = try operands.period()
        let moment = operands.moment
        let instants = Bounds<Instant>(
            lower: .init(moment.instant, included: false),
            upper: .init(period.after(moment.instant, in: moment.timeZone), included: true))
        if period.isAbsolute { return operands.within(TimeStretch(instants: instants, in: moment.timeZone)) }
        let days = Bounds.halfOpen(moment.today, period.after(moment.today))
        return operands.within(TimeStretch(days: days, instants: instants))
    }
}
