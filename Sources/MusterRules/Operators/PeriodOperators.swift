import Foundation
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
        return operands.within(
            period, .closed(period.before(moment.instant, in: moment.timeZone), moment.instant),
            orDays: Bounds(
                lower: .init(period.before(moment.today), included: false), upper: .init(moment.today, included: true)))
    }
}

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
        let test = operands.within(
            period, .before(period.before(moment.instant, in: moment.timeZone)),
            orDays: .upTo(period.before(moment.today)))
        return operands.orNoValue(test)
    }
}

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
        return operands.within(
            period,
            Bounds(
                lower: .init(moment.instant, included: false),
                upper: .init(period.after(moment.instant, in: moment.timeZone), included: true)),
            orDays: .halfOpen(moment.today, period.after(moment.today)))
    }
}

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
        return operands.within(
            period, .after(period.after(moment.instant, in: moment.timeZone)),
            orDays: .from(period.after(moment.today)))
    }
}

/// A stretch of time in the two forms that fields come in.
struct TimeStretch {
    /// For date fields, which hold a calendar day.
    let days: Bounds<CalendarDay>
    /// For date-time fields and activities.
    let instants: Bounds<Instant>

    init(days: Bounds<CalendarDay>, instants: Bounds<Instant>) {
        self.days = days
        self.instants = instants
    }

    /// Whole days, both included, from midnight to midnight in the zone.
    init(days first: CalendarDay, through last: CalendarDay, in zone: TimeZone) {
        days = .closed(first, last)
        instants = .halfOpen(zone.startOfDay(first), zone.startOfDay(last.adding(days: 1)))
    }

    /// A stretch of instants; a day belongs to it when its midnight does.
    init(instants: Bounds<Instant>, in zone: TimeZone) {
        self.instants = instants
        let lower = instants.lower.map { end -> Bounds<CalendarDay>.End in
            let day = zone.localDateTime(of: end.value).day
            let startsThere = end.isIncluded && zone.startOfDay(day) == end.value
            return .init(day, included: startsThere)
        }
        let upper = instants.upper.map { end -> Bounds<CalendarDay>.End in
            let day = zone.localDateTime(of: end.value).day
            let startsThere = zone.startOfDay(day) == end.value
            return .init(day, included: end.isIncluded || !startsThere)
        }
        days = .init(lower: lower, upper: upper)
    }
}

extension Operands {
    func dates() throws(OperandError) -> [AbsoluteDate] { try each(date, otherwise: Self.notADate) }

    func date() throws(OperandError) -> AbsoluteDate { try single(date, otherwise: Self.notADate) }

    func datePair() throws(OperandError) -> (AbsoluteDate, AbsoluteDate) {
        try pair(date, otherwise: Self.notADate, inOrder: { $0.start.value <= $1.start.value })
    }

    func period() throws(OperandError) -> RelativePeriod {
        try single(
            { RelativePeriod($0.text) },
            otherwise: { text in
                "'\(text)' is not a span; write a whole number and minutes, hours, days, weeks, months or years, "
                    + "such as '30 days'"
            })
    }

    func timeFrame() throws(OperandError) -> TimeFrame {
        try single(
            { TimeFrame($0.text) },
            otherwise: { text in
                let hint = Suggestion.phrase(for: text, among: TimeFrame.allCases.map(\.name))
                return "'\(text)' is not a time frame" + (hint.isEmpty ? ", such as 'Last 30 Days'" : hint)
            })
    }

    /// A test that no value passes too; an activity always has a date.
    func orNoValue(_ test: ValueTest) -> ValueTest {
        family == .activityDate ? test : .anyOf([.isNull, test])
    }

    /// The form of the stretch that suits the family.
    func within(_ stretch: TimeStretch) -> ValueTest {
        family == .date ? .dayWithin(stretch.days) : .instantWithin(stretch.instants)
    }

    /// What a span reaches that counts from the moment: a day belongs to the instants when its midnight
    /// does, and to the days where the span has whole ones.
    func within(_ span: RelativePeriod, _ instants: Bounds<Instant>, orDays days: Bounds<CalendarDay>) -> ValueTest {
        within(
            span.isAbsolute
                ? TimeStretch(instants: instants, in: moment.timeZone) : TimeStretch(days: days, instants: instants))
    }

    private func date(_ value: RuleValue) -> AbsoluteDate? { AbsoluteDate(value.text, in: moment.timeZone) }
    private static func notADate(_ text: String) -> String {
        "'\(text)' is not a date; write yyyy-MM-dd, or yyyy-MM-ddTHH:mm:ss with an offset such as Z or +02:00"
    }
}
