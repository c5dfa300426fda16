import Foundation
import MusterFlows
import MusterModel
import Testing

/// Berlin: clocks go forward on Sunday 2026-03-29 at 2:00 and back on Sunday 2026-10-25 at 3:00.
@Suite struct RecurrenceOccurrencesTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let recurrence: Recurrence
        let after: String
        let expected: [String]

        init(
            _ title: String, _ start: String, _ interval: Recurrence.Interval, every: Int = 1,
            weekdayOnly: Bool = false, weekdays: [Weekday] = [], monthDay: Recurrence.MonthDay? = nil,
            until: String? = nil, after: String, _ expected: [String]
        ) {
            testDescription = title
            recurrence = Recurrence(
                startAt: Instant(text: start) ?? Instant(seconds: 0), endAt: until.flatMap { Instant(text: $0) },
                interval: interval, every: every, weekdayOnly: weekdayOnly, weekdays: weekdays, monthDay: monthDay)
            self.after = after
            self.expected = expected
        }
    }

    /// 2026-03-02 is a Monday; 08:00Z is 9:00 in Berlin until the clocks change.
    @Test(arguments: [
        Example(
            "daily from its start", "2026-03-02T08:00:00Z", .daily, after: "2026-01-01",
            ["2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"]),
        Example(
            "strictly after", "2026-03-02T08:00:00Z", .daily, after: "2026-03-03T08:00:00Z",
            ["2026-03-04T08:00:00Z", "2026-03-05T08:00:00Z", "2026-03-06T08:00:00Z"]),
        Example(
            "every three days, long after", "2026-03-02T08:00:00Z", .daily, every: 3, after: "2026-03-06T00:00:00Z",
            ["2026-03-08T08:00:00Z", "2026-03-11T08:00:00Z", "2026-03-14T08:00:00Z"]),
        Example(
            "local time over the change", "2026-03-28T08:00:00Z", .daily, after: "2026-03-28",
            ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"]),
        Example(
            "a skipped time is the first instant after", "2026-03-28T01:30:00Z", .daily, after: "2026-03-28",
            ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]),
        Example(
            "a doubled time runs once", "2026-10-24T00:30:00Z", .daily, after: "2026-10-24",
            ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
        Example(
            "a start in the second of two equal hours", "2026-10-25T01:30:00Z", .daily, after: "2026-10-01",
            ["2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]),
        Example(
            "weekdays only", "2026-03-05T08:00:00Z", .daily, weekdayOnly: true, after: "2026-03-01",
            ["2026-03-05T08:00:00Z", "2026-03-06T08:00:00Z", "2026-03-09T08:00:00Z"]),
        Example(
            "weekend candidates are dropped, not shifted", "2026-03-05T08:00:00Z", .daily, every: 2,
            weekdayOnly: true, after: "2026-03-01",
            ["2026-03-05T08:00:00Z", "2026-03-09T08:00:00Z", "2026-03-11T08:00:00Z"]),
        Example(
            "every seventh day that is a Sunday never comes", "2026-03-01T08:00:00Z", .daily, every: 7,
            weekdayOnly: true, after: "2026-01-01", []),
        Example(
            "weekly on the weekday of its start", "2026-03-04T08:00:00Z", .weekly, after: "2026-03-01",
            ["2026-03-04T08:00:00Z", "2026-03-11T08:00:00Z", "2026-03-18T08:00:00Z"]),
        Example(
            "weekdays before the start wait for the next week", "2026-03-04T08:00:00Z", .weekly,
            weekdays: [.friday, .monday], after: "2026-03-01",
            ["2026-03-06T08:00:00Z", "2026-03-09T08:00:00Z", "2026-03-13T08:00:00Z"]),
        Example(
            "weeks begin on Sunday", "2026-03-07T08:00:00Z", .weekly, every: 2, weekdays: [.sunday, .saturday],
            after: "2026-03-01", ["2026-03-07T08:00:00Z", "2026-03-15T08:00:00Z", "2026-03-21T08:00:00Z"]),
        Example(
            "monthly on the day of its start, clamped", "2026-01-31T08:00:00Z", .monthly, after: "2026-01-01",
            ["2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z", "2026-03-31T07:00:00Z"]),
        Example(
            "a day before the start waits for the next month", "2026-01-20T08:00:00Z", .monthly, monthDay: .day(5),
            after: "2026-01-01", ["2026-02-05T08:00:00Z", "2026-03-05T08:00:00Z", "2026-04-05T07:00:00Z"]),
        Example(
            "every other month", "2026-01-05T08:00:00Z", .monthly, every: 2, after: "2026-02-01",
            ["2026-03-05T08:00:00Z", "2026-05-05T07:00:00Z", "2026-07-05T07:00:00Z"]),
        Example(
            "the second Tuesday", "2026-01-01T08:00:00Z", .monthly, monthDay: .weekday(.tuesday, week: 2),
            after: "2026-01-01", ["2026-01-13T08:00:00Z", "2026-02-10T08:00:00Z", "2026-03-10T08:00:00Z"]),
        Example(
            "the end is included", "2026-03-02T08:00:00Z", .daily, until: "2026-03-03T08:00:00Z", after: "2026-01-01",
            ["2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"]),
        Example(
            "nothing after the end", "2026-03-02T08:00:00Z", .daily, until: "2026-03-03T07:59:59Z",
            after: "2026-03-02T08:00:00Z", []),
        Example(
            "nothing after the calendar", "9999-12-31T08:00:00Z", .daily, after: "2026-01-01",
            ["9999-12-31T08:00:00Z"]),
        Example("the largest interval", "2026-03-02T08:00:00Z", .monthly, every: .max, after: "2026-03-03", []),
    ])
    func occurrences(_ example: Example) throws {
        let after = try #require(Instant(text: example.after))
        let found = example.recurrence.occurrences(after: after, in: StepBench.berlin, limit: 3)
        #expect(found.map(\.iso8601) == example.expected)
    }

    /// Samoa left out 2011-12-30 altogether: that day's occurrence is the first instant of the next.
    @Test func aSkippedDayRunsAtItsEnd() throws {
        let zone = try #require(TimeZone(identifier: "Pacific/Apia"))
        let recurrence = Recurrence(
            startAt: try #require(Instant(text: "2011-12-28T19:00:00Z")), interval: .daily)
        let found = recurrence.occurrences(after: Instant(seconds: 0), in: zone, limit: 4)
        #expect(
            found.map(\.iso8601) == [
                "2011-12-28T19:00:00Z", "2011-12-29T19:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T19:00:00Z",
            ])
    }

    @Test(arguments: [
        ("2026-03-01T00:00:00Z", nil),
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z"),
        ("2026-03-08T07:59:59Z", "2026-03-06T08:00:00Z"),
        ("2026-03-09T07:59:59Z", "2026-03-06T08:00:00Z"),
        ("2026-03-09T08:00:00Z", "2026-03-09T08:00:00Z"),
        ("2030-01-01T00:00:00Z", "2026-04-30T07:00:00Z"),
    ])
    func theLatestOccurrenceIsWhatACatchUpRunsFor(now: String, expected: String?) throws {
        let recurrence = Recurrence(
            startAt: try #require(Instant(text: "2026-03-02T08:00:00Z")), endAt: Instant(text: "2026-05-01"),
            interval: .daily, weekdayOnly: true)
        let latest = recurrence.latest(notAfter: try #require(Instant(text: now)), in: StepBench.berlin)
        #expect(latest?.iso8601 == expected)
    }

    /// An oracle that tries every day one after the other.
    @Test(arguments: [Recurrence.Interval.daily, .weekly, .monthly], [1, 2, 3, 5])
    func agreesWithCountingDayByDay(interval: Recurrence.Interval, every: Int) throws {
        let start = try #require(CalendarDay("2026-01-29"))
        let zone = StepBench.berlin
        let recurrence = Recurrence(
            startAt: zone.instant(of: LocalDateTime(day: start, millisecondOfDay: 32_400_000)), interval: interval,
            every: every, weekdayOnly: interval == .daily,
            weekdays: interval == .weekly ? [.tuesday, .thursday, .saturday] : [],
            monthDay: interval == .monthly ? .day(30) : nil)
        var expected: [Instant] = []
        let sunday = start.adding(days: -start.weekday.rawValue)
        for offset in 0..<800 {
            let day = start.adding(days: offset)
            let months = (day.year - start.year) * 12 + day.month - start.month
            let isDue =
                switch interval {
                case .daily: offset % every == 0 && !day.weekday.isWeekend
                case .weekly:
                    (day.ordinal - sunday.ordinal) / 7 % every == 0 && recurrence.weekdays.contains(day.weekday)
                case .monthly:
                    months % every == 0
                        && day.day == min(30, CalendarDay.length(ofMonth: day.month, year: day.year))
                }
            if isDue { expected.append(zone.instant(of: LocalDateTime(day: day, millisecondOfDay: 32_400_000))) }
        }
        #expect(
            recurrence.occurrences(after: Instant(seconds: 0), in: zone, limit: expected.count) == expected)
        for (earlier, later) in zip(expected, expected.dropFirst()) {
            let justBefore = later.adding(milliseconds: -1)
            #expect(recurrence.latest(notAfter: justBefore, in: zone) == earlier)
            #expect(recurrence.next(after: justBefore, in: zone) == later)
        }
    }
}
