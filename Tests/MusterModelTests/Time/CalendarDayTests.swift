import MusterModel
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        (2000, 2, 29, true, "a century divisible by 400 is a leap year"),
        (1900, 2, 29, false, "other centuries are not"),
        (2024, 2, 29, true, "a year divisible by 4 is"),
        (2023, 2, 29, false, "others are not"),
        (2024, 2, 30, false, "no February has 30 days"),
        (2024, 4, 31, false, "April has 30"),
        (2024, 12, 31, true, "the last day of a year"),
        (2024, 13, 1, false, "there is no month 13"),
        (2024, 0, 1, false, "nor a month 0"),
        (2024, 1, 0, false, "nor a day 0"),
        (0, 1, 1, false, "nor a year 0"),
        (10_000, 1, 1, false, "years have four digits"),
    ])
    func knowsWhichDaysExist(year: Int, month: Int, day: Int, exists: Bool, why: Comment) {
        #expect((CalendarDay(year: year, month: month, day: day) != nil) == exists, why)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896), ("2024-02-29", 19_782),
    ])
    func countsDaysFrom1970(text: String, ordinal: Int) {
        #expect(CalendarDay(text)?.ordinal == ordinal)
        #expect(CalendarDay(ordinal: ordinal).description == text)
    }

    @Test func everyDayOfFourCenturiesReadsBackAsItself() throws {
        let first = try #require(CalendarDay("1899-12-31"))
        var previous = first
        for offset in 1...146_097 {
            let day = first.adding(days: offset)
            #expect(CalendarDay(year: day.year, month: day.month, day: day.day) == day)
            #expect(day.weekday.rawValue == (previous.weekday.rawValue + 1) % 7)
            if day.description <= previous.description { Issue.record("\(day) sorts before \(previous)") }
            previous = day
        }
    }

    @Test(arguments: [
        ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", -48, "2020-02-29"), ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"), ("2024-01-15", -25, "2021-12-15"), ("2024-05-31", 0, "2024-05-31"),
        ("9999-12-01", 1, "9999-12-31"), ("0001-01-15", -1, "0001-01-01"),
    ])
    func monthsClampToTheLastDay(from: String, months: Int, to: String) {
        #expect(CalendarDay(from)?.adding(months: months).description == to)
    }

    @Test func addingDaysStopsAtTheEndsOfTheCalendar() throws {
        let day = try #require(CalendarDay("2024-01-01"))
        #expect(day.adding(days: .max).description == "9999-12-31")
        #expect(day.adding(days: .min).description == "0001-01-01")
    }

    @Test(arguments: [
        "", "2024-1-01", "2024-01-1", "24-01-01", "2024/01/01", "2024-01-01 ", "+024-01-01", "２024-01-01",
    ])
    func refusesOtherSpellings(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func namesWeekdays() throws {
        #expect(try #require(CalendarDay("2024-02-29")).weekday == .thursday)
        #expect(try #require(CalendarDay("1969-12-31")).weekday == .wednesday)
        #expect(Weekday(name: "sunday") == .sunday)
        #expect(Weekday(name: "Sun") == nil)
        #expect(Weekday.allCases.filter(\.isWeekend).map(\.name) == ["Sunday", "Saturday"])
    }
}
