import Foundation
import MusterModel
import Testing

@Suite struct RelativePeriodTests {
    @Test(arguments: [
        ("82 days", "82 days"), ("1 day", "1 day"), ("1 days", "1 day"), ("3 Weeks", "3 weeks"), ("0 hours", "0 hours"),
        (" 2   months ", "2 months"), ("10 YEARS", "10 years"), ("90 minutes", "90 minutes"),
    ])
    func reads(text: String, expected: String) {
        #expect(RelativePeriod(text)?.description == expected)
    }

    @Test(arguments: [
        "4 hrs", "1.5 days", "-3 days", "+3 days", "three days", "3", "days", "3days", "3 days ago", "", "9999999 days",
        "٣ days",
    ])
    func refuses(text: String) {
        #expect(RelativePeriod(text) == nil)
    }

    @Test(arguments: [
        ("2024-01-31T10:00", "1 month", "2024-02-29T10:00:00Z"),
        ("2023-01-31T10:00", "1 month", "2023-02-28T10:00:00Z"),
        ("2024-02-29T10:00", "1 year", "2025-02-28T10:00:00Z"), ("2024-02-28T10:00", "1 week", "2024-03-06T10:00:00Z"),
        ("2024-12-31T23:30", "60 minutes", "2025-01-01T00:30:00Z"),
        ("2024-12-31T23:30", "0 days", "2024-12-31T23:30:00Z"),
    ])
    func laterInUTC(from: String, period: String, expected: String) throws {
        let start = try #require(Instant(text: from))
        #expect(try #require(RelativePeriod(period)).after(start, in: .gmt).iso8601 == expected)
    }

    @Test(arguments: [
        ("2024-03-31T10:00", "1 month", "2024-02-29T10:00:00Z"), ("2024-01-01T00:00", "1 hour", "2023-12-31T23:00:00Z"),
        ("2024-02-29T00:00", "4 years", "2020-02-29T00:00:00Z"),
    ])
    func earlierInUTC(from: String, period: String, expected: String) throws {
        let start = try #require(Instant(text: from))
        #expect(try #require(RelativePeriod(period)).before(start, in: .gmt).iso8601 == expected)
    }

    /// Days keep the wall clock, hours do not: the day of the change has 23 hours.
    @Test func daysKeepTheWallClockAndHoursDoNot() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let noon = try #require(Instant(text: "2024-03-30T12:00", zone: berlin))
        #expect(RelativePeriod(1, .day).after(noon, in: berlin).iso8601 == "2024-03-31T10:00:00Z")
        #expect(RelativePeriod(24, .hour).after(noon, in: berlin).iso8601 == "2024-03-31T11:00:00Z")
    }

    @Test(arguments: [
        (RelativePeriod(90, .minute), "2024-05-10", "2024-05-09"),
        (RelativePeriod(25, .hour), "2024-05-11", "2024-05-08"),
        (RelativePeriod(1440, .minute), "2024-05-11", "2024-05-09"),
        (RelativePeriod(2, .week), "2024-05-24", "2024-04-26"),
        (RelativePeriod(3, .month), "2024-08-10", "2024-02-10"),
        (RelativePeriod(1_000_000, .year), "9999-12-31", "0001-01-01"),
    ])
    func movesDays(period: RelativePeriod, after: String, before: String) throws {
        let day = try #require(CalendarDay("2024-05-10"))
        #expect(period.after(day).description == after)
        #expect(period.before(day).description == before)
    }

    @Test func onlyMinutesAndHoursAreAbsolute() {
        #expect(RelativePeriod.Unit.allCases.filter { RelativePeriod(1, $0).isAbsolute } == [.minute, .hour])
    }
}
