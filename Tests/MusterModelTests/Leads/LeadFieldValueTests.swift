import Foundation
import MusterModel
import Testing

@Suite struct LeadFieldValueTests {
    static func field(_ type: DataType, length: Int? = nil) -> LeadField {
        LeadField(id: 900, "boolean_field", "Field", type, length: length)
    }
    static func instant(_ text: String) -> FieldValue { Instant(text: text).map(FieldValue.instant) ?? .null }
    static func day(_ text: String) -> FieldValue { CalendarDay(text).map(FieldValue.date) ?? .null }

    @Test(arguments: DataType.allCases)
    func nullAndTheEmptyTextAreNoValue(type: DataType) throws {
        #expect(try Self.field(type).value(from: .null) == .null)
        #expect(try Self.field(type).value(from: "") == .null)
    }

    static let accepted: [(DataType, JSONValue, FieldValue, Comment)] = [
        (.boolean, true, .boolean(true), "a boolean"),
        (.boolean, "False", .boolean(false), "a word in any case"),
        (.boolean, "yes", .boolean(true), "the other words"),
        (.boolean, "NO", .boolean(false), "and its opposite"),
        (.boolean, 1, .boolean(true), "a digit as a number"),
        (.boolean, "0", .boolean(false), "or as text"),
        (.boolean, " true ", .boolean(true), "blanks around do not matter"),
        (.integer, 12, .integer(12), "a number"),
        (.integer, .number("12.0"), .integer(12), "a whole number with a fraction"),
        (.integer, .number("1e3"), .integer(1000), "or an exponent"),
        (.integer, "12.0", .integer(12), "the same as text"),
        (.integer, "-7", .integer(-7), "a sign"),
        (.integer, "+10", .integer(10), "either sign"),
        (.integer, 2_147_483_647, .integer(2_147_483_647), "the largest"),
        (.integer, "-2147483648", .integer(-2_147_483_648), "the smallest"),
        (.integer, "  ", .null, "blanks alone are no value"),
        (.float, .number("1.5"), .number(1.5), "a fraction"),
        (.float, "-0", .number(0), "zero has no sign"),
        (.currency, "$1,234,567.50", .number(1_234_567.5), "as people write money"),
        (.currency, "-€ 12", .number(-12), "in other currencies"),
        (.currency, "€-12", .number(-12), "the signs the other way round"),
        (.currency, ".5", .number(0.5), "no digit before the point"),
        (.date, "2024-02-29", Self.day("2024-02-29"), "a day"),
        (.date, "02/29/2024", Self.day("2024-02-29"), "in American order"),
        (.date, "2/9/2024", Self.day("2024-02-09"), "without zeros"),
        (.date, "Aug 08, 2013", Self.day("2013-08-08"), "as {{system.date}} writes it"),
        (.date, "2024-05-01T23:30:00-02:00", Self.day("2024-05-02"), "the day of an instant in UTC"),
        (.datetime, "2024-05-01T12:00:00.999+02:00", Self.instant("2024-05-01T10:00:00"), "whole seconds"),
        (.datetime, "2013-08-08 16:36:13", Self.instant("2013-08-08T16:36:13"), "as {{system.dateTime}} writes it"),
        (.datetime, "2013-08-08", Self.instant("2013-08-08"), "a day is its midnight"),
        (.string, " x ", .text(" x "), "texts keep their blanks"),
        (.string, "  ", .text("  "), "even nothing but blanks"),
        (.string, .number("1.50"), .text("1.50"), "a number as written"),
        (.string, false, .text("false"), "a boolean as its word"),
        (.email, " a@b.c ", .text("a@b.c"), "addresses have no blanks"),
        (.email, "o'neil+x@mail.example", .text("o'neil+x@mail.example"), "odd but real"),
        (.reference, 3_000_000_000, .integer(3_000_000_000), "ids are wider than integers"),
    ]

    @Test(arguments: accepted)
    func takesFromClients(type: DataType, json: JSONValue, expected: FieldValue, why: Comment) throws {
        #expect(try Self.field(type).value(from: json) == expected, why)
    }

    static let refused: [(DataType, JSONValue)] = [
        (.boolean, "other"), (.boolean, 2), (.boolean, .number("1.0")), (.boolean, []), (.integer, "1.5"),
        (.integer, .number("1.5")),
        (.integer, "1."), (.integer, "1,000"), (.integer, "12x"), (.integer, true), (.integer, 2_147_483_648),
        (.integer, "-2147483649"),
        (.integer, "99999999999999999999"), (.float, "1,23"), (.float, "1.234,56"), (.float, "1e5"), (.float, "nan"),
        (.float, "--1"),
        (.float, "$"), (.float, .number("1e999")), (.float, false), (.date, "2023-02-29"), (.date, "13/01/2024"),
        (.date, "soon"),
        (.date, 20_240_501), (.date, "Foo 08, 2013"), (.datetime, "2024-05-01T25:00"), (.datetime, 1_700_000_000),
        (.email, "nobody"), (.email, "@b.c"), (.email, "a@localhost"),
        (.email, "a@"), (.email, "a b@c.d"), (.email, "ä@b.c"), (.email, "a@b..c"), (.email, "a@b."), (.string, [:]),
        (.string, ["x"]),
    ]

    @Test(arguments: refused)
    func refusesFromClients(type: DataType, json: JSONValue) {
        #expect(throws: FieldValueError.self) { try Self.field(type).value(from: json) }
    }

    @Test func theMessageIsTheRecordedOne() {
        #expect(throws: FieldValueError("Invalid value for field 'boolean_field' and value 'other'")) {
            try Self.field(.boolean).value(from: "other")
        }
    }

    @Test func lengthsCountCodePoints() throws {
        let field = Self.field(.string, length: 4)
        #expect(try field.value(from: "äöüß") == .text("äöüß"))
        #expect(throws: FieldValueError("Value for field 'boolean_field' is longer than 4 characters")) {
            try field.value(from: "abcde")
        }
        #expect(throws: FieldValueError.self) { try field.value(from: "e\u{301}e\u{301}e") }
    }

    @Test func textAreasAreLimitedInBytes() throws {
        let limit = String(repeating: "é", count: 15_000)
        #expect(try Self.field(.text).value(from: .string(limit)) == .text(limit))
        #expect(throws: FieldValueError("Value for field 'boolean_field' is longer than 30000 bytes")) {
            try Self.field(.text).value(from: .string(limit + "e"))
        }
    }

    @Test func leadIDsAreWiderThanIntegers() throws {
        #expect(try LeadField.leadID.value(from: 5_000_000_000) == .integer(5_000_000_000))
    }

    static let acceptedInFlows: [(DataType, String, FieldValue, Comment)] = [
        (.date, "2024-05-01T23:30:00Z", Self.day("2024-05-02"), "the day on which the instant falls in the zone"),
        (.date, "2024-05-01 23:30:00", Self.day("2024-05-01"), "a wall-clock time is the zone's own"),
        (.datetime, "2024-05-01 12:00:00", Self.instant("2024-05-01T10:00:00"), "as tokens write instants"),
        (.datetime, "2024-01-01", Self.instant("2023-12-31T23:00:00"), "midnight in the zone"),
        (.datetime, "2024-05-01T12:00:00Z", Self.instant("2024-05-01T12:00:00"), "an offset counts"),
        (.integer, "12.0", .integer(12), "the rest is as clients send it"),
        (.string, "", .null, "the step decides what the empty text does"),
        (.string, "NULL", .text("NULL"), "and the word"),
    ]

    @Test(arguments: acceptedInFlows)
    func takesFromFlowSteps(type: DataType, text: String, expected: FieldValue, why: Comment) throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let moment = Moment(Instant(milliseconds: 0), in: berlin)
        #expect(try Self.field(type).value(fromText: text, moment: moment) == expected, why)
    }
}
