import MusterModel

/// `in time frame`: inside a named stretch around the moment of evaluation, such as `Last Quarter`.
///
/// - Operand: one name of the list in `TimeFrame`, in any case.
/// - Time: whole days run from midnight to midnight in the subscription's zone, the last midnight
///   not included; the frames that end now include now.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; the list is our choice.
public struct InTimeFrameOperator: Operator {
    public let name = "in time frame"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.one
    public let isRelative = true

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        operands.within(try operands.timeFrame().stretch(at: operands.moment))
    }
}

/// A named stretch of time around the moment of evaluation, such as `Last Quarter`.
///
/// Weeks begin on Sunday and quarters with January, April, July and October.
/// - Source: Adobe names only *last quarter* and *yesterday* and points to its pick-list; the list
///   and its bounds are our choice.
enum TimeFrame: Hashable, CaseIterable {
    enum Unit: String, CaseIterable { case week = "Week", month = "Month", quarter = "Quarter", year = "Year" }

    case today, yesterday, tomorrow
    case this(Unit), last(Unit), next(Unit)
    /// From the start of the unit to now.
    case toDate(Unit)
    /// Today and the days before it.
    case lastDays(Int)
    /// From the first day of a month to today, this month counted.
    case lastMonths(Int)
    case last24Hours

    static let allCases: [TimeFrame] =
        [.today, .yesterday, .tomorrow]
        + Unit.allCases.flatMap { [.this($0), .last($0), .next($0), .toDate($0)] }
        + [7, 30, 60, 90].map(TimeFrame.lastDays) + [6, 12].map(TimeFrame.lastMonths) + [.last24Hours]

    /// Reads a name in any case.
    init?(_ text: String) {
        let wanted = text.trimmingBlanks.caseFolded
        guard let frame = Self.allCases.first(where: { $0.name.caseFolded == wanted }) else { return nil }
        self = frame
    }

    var name: String {
        switch self {
        case .today: "Today"
        case .yesterday: "Yesterday"
        case .tomorrow: "Tomorrow"
        case .this(let unit): "This \(unit.rawValue)"
        case .last(let unit): "Last \(unit.rawValue)"
        case .next(let unit): "Next \(unit.rawValue)"
        case .toDate(let unit): "This \(unit.rawValue) to Date"
        case .lastDays(let count): "Last \(count) Days"
        case .lastMonths(let count): "Last \(count) Months"
        case .last24Hours: "Last 24 Hours"
        }
    }

    func stretch(at moment: Moment) -> TimeStretch {
        let today = moment.today
        let zone = moment.timeZone
        func days(_ first: CalendarDay, _ last: CalendarDay) -> TimeStretch {
            TimeStretch(days: first, through: last, in: zone)
        }
        func unit(_ unit: Unit, _ offset: Int) -> TimeStretch {
            days(unit.start(of: today, offset: offset), unit.start(of: today, offset: offset + 1).adding(days: -1))
        }
        switch self {
        case .today: return days(today, today)
        case .yesterday: return days(today.adding(days: -1), today.adding(days: -1))
        case .tomorrow: return days(today.adding(days: 1), today.adding(days: 1))
        case .this(let each): return unit(each, 0)
        case .last(let each): return unit(each, -1)
        case .next(let each): return unit(each, 1)
        case .toDate(let each):
            let first = each.start(of: today, offset: 0)
            return TimeStretch(
                days: .closed(first, today), instants: .closed(zone.startOfDay(first), moment.instant))
        case .lastDays(let count): return days(today.adding(days: 1 - count), today)
        case .lastMonths(let count): return days(Unit.month.start(of: today, offset: 1 - count), today)
        case .last24Hours:
            return TimeStretch(
                instants: .closed(moment.instant.adding(seconds: -86_400), moment.instant), in: zone)
        }
    }
}

extension TimeFrame.Unit {
    /// The first day of the week, month, quarter or year that lies `offset` of them after the one
    /// of `day`.
    fileprivate func start(of day: CalendarDay, offset: Int) -> CalendarDay {
        switch self {
        case .week: day.adding(days: -day.weekday.rawValue + 7 * offset)
        case .month: day.adding(days: 1 - day.day).adding(months: offset)
        case .quarter: day.adding(days: 1 - day.day).adding(months: -((day.month - 1) % 3) + 3 * offset)
        case .year: day.adding(days: 1 - day.day).adding(months: 1 - day.month + 12 * offset)
        }
    }
}
