public import Foundation
public import MusterModel

/// When a recurring campaign runs.
///
/// All occurrences have the wall-clock time of `startAt` in the instance's zone. A time that a
/// spring change skips runs at the first instant after the gap, a doubled time once. The weekday
/// and day filters hold for the first occurrence too, so it may lie after `startAt`.
/// - Source: Adobe's asset swagger, `Recurrence`; clamping, dropping and DST are our choice.
extension Recurrence {
    /// The first occurrence after an instant; `nil` when there is none any more.
    public func next(after instant: Instant, in zone: TimeZone) -> Instant? {
        let calendar = OccurrenceCalendar(self, in: zone)
        let earliest = zone.localDateTime(of: max(instant, startAt)).day
        var period = calendar.period(of: earliest)
        // A period without an occurrence is rare: every seventh day, say, that falls on Sundays.
        for _ in 0..<60 {
            guard let days = calendar.days(inPeriod: period) else { return nil }
            for day in days {
                let occurrence = calendar.instant(of: day)
                if let endAt, occurrence > endAt { return nil }
                if occurrence > instant { return occurrence }
            }
            period += 1
        }
        return nil
    }

    /// The last occurrence at or before an instant: what a server that was down catches up with.
    public func latest(notAfter instant: Instant, in zone: TimeZone) -> Instant? {
        let limit = min(instant, endAt ?? instant)
        guard limit >= startAt else { return nil }
        let calendar = OccurrenceCalendar(self, in: zone)
        var period = calendar.period(of: zone.localDateTime(of: limit).day)
        for _ in 0..<60 where period >= 0 {
            let occurrences = (calendar.days(inPeriod: period) ?? []).map(calendar.instant)
            if let latest = occurrences.last(where: { $0 <= limit }) { return latest }
            period -= 1
        }
        return nil
    }

    /// The next few occurrences after an instant; forms show three.
    public func occurrences(after instant: Instant, in zone: TimeZone, limit: Int) -> [Instant] {
        var found: [Instant] = []
        while found.count < limit, let next = next(after: found.last ?? instant, in: zone) { found.append(next) }
        return found
    }
}

/// The days of a recurrence, counted in periods of `every` days, weeks or months from its start.
private struct OccurrenceCalendar {
    let recurrence: Recurrence
    let zone: TimeZone
    let start: LocalDateTime
    let every: Int

    init(_ recurrence: Recurrence, in zone: TimeZone) {
        self.recurrence = recurrence
        self.zone = zone
        start = zone.localDateTime(of: recurrence.startAt)
        every = min(max(recurrence.every, 1), 100_000)
    }

    func instant(of day: CalendarDay) -> Instant {
        // The start itself may be the second of two equal wall-clock times.
        day == start.day
            ? recurrence.startAt
            : zone.instant(of: LocalDateTime(day: day, millisecondOfDay: start.millisecondOfDay))
    }

    /// The period that a day lies in; 0 for days before the start.
    func period(of day: CalendarDay) -> Int {
        guard day > start.day else { return 0 }
        switch recurrence.interval {
        case .daily: return (day.ordinal - start.day.ordinal) / every
        case .weekly: return (day.ordinal - firstSunday.ordinal) / (7 * every)
        case .monthly:
            return ((day.year - start.day.year) * 12 + day.month - start.day.month) / every
        }
    }

    /// The days of a period that are not before the start, ascending; `nil` after the last day of
    /// the calendar.
    func days(inPeriod period: Int) -> [CalendarDay]? {
        switch recurrence.interval {
        case .daily:
            guard let day = start.day.adding(exactly: period * every) else { return nil }
            return recurrence.weekdayOnly && day.weekday.isWeekend ? [] : [day]
        case .weekly:
            guard let sunday = firstSunday.adding(exactly: period * every * 7) else { return nil }
            let weekdays = recurrence.weekdays.isEmpty ? [start.day.weekday] : recurrence.weekdays
            return Set(weekdays.map(\.rawValue)).sorted().map { sunday.adding(days: $0) }.filter { $0 >= start.day }
        case .monthly:
            return monthDay(monthsLater: period * every).map { $0 < start.day ? [] : [$0] }
        }
    }

    /// Weeks begin on Sunday.
    private var firstSunday: CalendarDay { start.day.adding(days: -start.day.weekday.rawValue) }

    private func monthDay(monthsLater months: Int) -> CalendarDay? {
        let index = start.day.year * 12 + start.day.month - 1 + months
        let (year, month) = (index / 12, index % 12 + 1)
        guard let first = CalendarDay(year: year, month: month, day: 1) else { return nil }
        switch recurrence.monthDay ?? .day(start.day.day) {
        case .day(let day):
            return first.adding(days: min(max(day, 1), CalendarDay.length(ofMonth: month, year: year)) - 1)
        case .weekday(let weekday, let week):
            let offset = (weekday.rawValue - first.weekday.rawValue + 7) % 7
            return first.adding(days: offset + 7 * (min(max(week, 1), 4) - 1))
        }
    }
}

extension CalendarDay {
    /// `nil` beyond year 9999, where `adding(days:)` stands still.
    fileprivate func adding(exactly days: Int) -> CalendarDay? {
        let sum = adding(days: days)
        return sum.ordinal == ordinal + days ? sum : nil
    }
}
