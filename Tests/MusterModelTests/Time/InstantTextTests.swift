import Foundation
import MusterModel
import Testing

@Suite struct InstantTextTests {
    @Test(arguments: [
        ("2016-09-10", "2016-09-10T00:00:00Z", "a day is its midnight"),
        ("2016-09-10T23:15", "2016-09-10T23:15:00Z", "seconds may be missing"),
        ("2016-09-10T23:15:01", "2016-09-10T23:15:01Z", "no offset is UTC"),
        ("2016-09-10T23:15:01Z", "2016-09-10T23:15:01Z", "the usual form"),
        ("2016-09-10t23:15:01z", "2016-09-10T23:15:01Z", "in small letters"),
        ("2016-09-10 23:15:01", "2016-09-10T23:15:01Z", "a blank for T"),
        ("2016-09-10T23:15:01.987Z", "2016-09-10T23:15:01Z", "fractions are dropped, not rounded"),
        ("2016-09-10T23:15:01.1234567Z", "2016-09-10T23:15:01Z", "however long"),
        ("2016-09-10T23:15:01+02:00", "2016-09-10T21:15:01Z", "an offset with a colon"),
        ("2016-09-10T23:15:01-0130", "2016-09-11T00:45:01Z", "without one"),
        ("2016-09-10T23:15:01+09", "2016-09-10T14:15:01Z", "of hours only"),
        ("2016-09-10T23:15:01-00:00", "2016-09-10T23:15:01Z", "minus nothing, as in a recorded request"),
        ("2016-09-10T23:15:01Z+0000", "2016-09-10T23:15:01Z", "the asset API's double suffix"),
        ("2016-09-10T23:15:01 00:00", "2016-09-10T23:15:01Z", "an unencoded plus arrives as a blank"),
        ("2016-09-10T23:15:01Z 0000", "2016-09-10T23:15:01Z", "in the double suffix as well"),
        ("2016-09-10 23:15:01 02:00", "2016-09-10T21:15:01Z", "both blanks at once"),
        ("1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59Z", "before 1970 too"),
    ])
    func reads(text: String, expected: String, why: Comment) {
        #expect(Instant(text: text)?.iso8601 == expected, why)
    }

    @Test(arguments: [
        "", "today", "2016", "2016-09", "2016-13-10", "2016-02-30", "2016-09-10T", "2016-09-10T23", "2016-09-10T24:00",
        "2016-09-10T23:60", "2016-09-10T23:15:60", "2016-09-10T23:15:01.", "2016-09-10T23:15:01+",
        "2016-09-10T23:15:01+2",
        "2016-09-10T23:15:01+02:", "2016-09-10T23:15:01+19", "2016-09-10T23:15:01+0260", "2016-09-10T23:15:01Z+0100",
        "2016-09-10T23:15:01ZZ", "2016-09-10T23:15:01 ", " 2016-09-10", "10/09/2016", "2016-09-10T23:15:01+02:00:00",
    ])
    func refuses(text: String) {
        #expect(Instant(text: text) == nil)
    }

    @Test func writesBothForms() {
        let instant = Instant(milliseconds: 1_473_549_379_999)
        #expect(instant.iso8601 == "2016-09-10T23:16:19Z")
        #expect(instant.assetText == "2016-09-10T23:16:19Z+0000")
        #expect(Instant(milliseconds: -1).iso8601 == "1969-12-31T23:59:59Z")
    }

    @Test func textWithoutAnOffsetIsReadInTheGivenZone() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(Instant(text: "2024-07-01T12:00", zone: berlin)?.iso8601 == "2024-07-01T10:00:00Z")
        #expect(Instant(text: "2024-01-01", zone: berlin)?.iso8601 == "2023-12-31T23:00:00Z")
        #expect(Instant(text: "2024-07-01T12:00Z", zone: berlin)?.iso8601 == "2024-07-01T12:00:00Z")
    }

    @Test func additionSaturates() {
        #expect(Instant(milliseconds: .max - 1).adding(seconds: 1).milliseconds == .max)
        #expect(Instant(milliseconds: 0).adding(seconds: .min).milliseconds == .min)
        #expect(Instant(milliseconds: -1500).seconds == -2)
    }
}
