import Foundation
import MusterModel

/// `is` on a date: on the given day; with a time part, within its minute.
///
/// - Operand: one or more dates; of *Date of Activity* exactly one.
/// - Time: days run from midnight to midnight in the subscription's zone; an operand with an
///   offset keeps its instant. The minute is our choice.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct DateIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let dates = try operands.dates()
        if operands.family == .activityDate, dates.count != 1 {
            throw OperandError("takes exactly one date here; use 'between' for several days")
        }
        let tests = dates.map { date in
            operands.within(TimeStretch(days: .closed(date.day, date.day), instants: date.unit))
        }
        return ValueTest.anyOf(tests).simplified
    }
}

/// `is not` on a date: the exact complement of `is`.
///
/// - Operand: one or more dates; several mean none of them.
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct DateIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.date, .datetime]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try DateIsOperator().test(operands))
    }
}

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

/// A date that a rule gives: a whole day, or an instant when it has a time part.
struct AbsoluteDate {
    /// The day on which it falls in the zone; what date fields are compared with.
    let day: CalendarDay
    /// The first instant of the day, or the instant.
    let start: Bounds<Instant>.End
    /// The last bound of the day (midnight of the next, not included), or the instant.
    let end: Bounds<Instant>.End
    /// The whole day, or the minute of the instant.
    let unit: Bounds<Instant>

    /// Reads `yyyy-MM-dd` or ISO 8601; without an offset the zone's clocks are meant.
    init?(_ text: String, in zone: TimeZone) {
        let text = text.trimmingBlanks
        if let day = CalendarDay(text) {
            let midnight = zone.startOfDay(day)
            let next = zone.startOfDay(day.adding(days: 1))
            self.day = day
            start = .init(midnight, included: true)
            end = .init(next, included: false)
            unit = .halfOpen(midnight, next)
        } else if let instant = Instant(text: text, zone: zone) {
            day = zone.localDateTime(of: instant).day
            start = .init(instant, included: true)
            end = .init(instant, included: true)
            // The remainder is negative before 1970, where the minute still begins before it.
            let intoMinute = (instant.milliseconds % 60_000 + 60_000) % 60_000
            let minute = instant.adding(milliseconds: -intoMinute)
            unit = .halfOpen(minute, minute.adding(seconds: 60))
        } else {
            return nil
        }
    }

    /// Up to the beginning of it, which is not included.
    var before: Bounds<Instant> { .before(start.value) }
    /// From the end of it, which is not included.
    var after: Bounds<Instant> { .init(lower: .init(end.value, included: !end.isIncluded)) }
}
