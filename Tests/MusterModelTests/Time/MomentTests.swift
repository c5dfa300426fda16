import Foundation
import MusterModel
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        ("Europe/Berlin", "2024-03-31T01:59", "2024-03-31T00:59:00Z", "the last minute before the gap"),
        ("Europe/Berlin", "2024-03-31T02:00", "2024-03-31T01:00:00Z", "a skipped time is the end of the gap"),
        ("Europe/Berlin", "2024-03-31T02:30", "2024-03-31T01:00:00Z", "wherever in the gap"),
        ("Europe/Berlin", "2024-03-31T03:00", "2024-03-31T01:00:00Z", "the first minute after it"),
        ("Europe/Berlin", "2024-10-27T01:59", "2024-10-26T23:59:00Z", "before the repeated hour"),
        ("Europe/Berlin", "2024-10-27T02:30", "2024-10-27T00:30:00Z", "a repeated time is its first occurrence"),
        ("Europe/Berlin", "2024-10-27T03:00", "2024-10-27T02:00:00Z", "after it"),
        ("America/New_York", "2024-03-10T02:30", "2024-03-10T07:00:00Z", "a gap west of Greenwich"),
        ("America/New_York", "2024-11-03T01:30", "2024-11-03T05:30:00Z", "and its overlap"),
        ("Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-05T15:30:00Z", "a gap of half an hour"),
        ("Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-06T14:45:00Z", "an overlap of half an hour"),
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z", "a midnight that is skipped"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z", "a whole day that is skipped"),
        ("Asia/Kathmandu", "2024-06-01T00:00", "2024-05-31T18:15:00Z", "an offset of three quarters"),
    ])
    func wallClockTimesBecomeInstants(zone: String, local: String, expected: String, why: Comment) throws {
        let zone = try #require(TimeZone(identifier: zone))
        #expect(Instant(text: local, zone: zone)?.iso8601 == expected, why)
    }

    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "GMT",
    ])
    func everyHourReadsBackAsItself(zone: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let start = try #require(Instant(text: "2011-01-01T00:15"))
        for hour in 0..<(366 * 24) {
            let instant = start.adding(seconds: Int64(hour) * 3600)
            let again = zone.instant(of: zone.localDateTime(of: instant))
            // The second occurrence of a repeated time reads back as the first, an hour before.
            let difference = instant.milliseconds - again.milliseconds
            #expect(difference == 0 || (difference > 0 && difference <= 3_600_000), "\(instant)")
        }
    }

    @Test func todayIsTheDayInTheZone() throws {
        let instant = try #require(Instant(text: "2024-05-01T23:30:00Z"))
        let tokyo = try #require(TimeZone(identifier: "Asia/Tokyo"))
        #expect(Moment(instant, in: .gmt).today.description == "2024-05-01")
        #expect(Moment(instant, in: tokyo).today.description == "2024-05-02")
    }

    @Test func localTimeHasParts() throws {
        let instant = try #require(Instant(text: "2024-05-01T23:30:59Z"))
        let local = TimeZone.gmt.localDateTime(of: instant)
        #expect((local.hour, local.minute, local.second) == (23, 30, 59))
        let before1970 = TimeZone.gmt.localDateTime(of: Instant(milliseconds: -1))
        #expect(before1970.day.description == "1969-12-31")
        #expect(before1970.millisecondOfDay == 86_399_999)
    }
}
