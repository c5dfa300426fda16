@testable import MusterRules
import Testing

@Suite struct InPastOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["1 day"], "2024-05-15", true, "today counts"),
        .init(
            .date, ["1 day"], "2024-05-14", false, "today minus the span is out, so that in past before is its partner"),
        .init(.date, ["2 days"], "2024-05-14", true, "yesterday is within two days"),
        .init(.date, ["1 day"], "2024-05-16", false, "tomorrow is not past"),
        .init(
            .date, ["1 month"], "2024-03-01", true, "a month before March 31 is the leap day, which is out",
            at: "2024-03-31T12:00:00Z"),
        .init(
            .date, ["1 month"], "2024-02-29", false, "because months clamp to their last day",
            at: "2024-03-31T12:00:00Z"),
        .init(.date, ["1 day"], nil, false, "no value"),
        .init(
            .date, ["1 day"], "2024-05-14", true, "today is the zone's day, there still the 14th",
            at: "2024-05-15T03:59:00Z", in: "America/New_York"),
        .init(.date, ["12 hours"], "2024-05-15", true, "with hours a date is its midnight, twelve hours ago"),
        .init(.date, ["11 hours"], "2024-05-15", false, "which lies further back than eleven"),
        .init(.date, ["36 hours"], "2024-05-14", true, "and exactly 36 hours ago the midnight before"),
        .init(.datetime, ["30 days"], "2024-04-15T12:00:00Z", true, "the first instant is included"),
        .init(.datetime, ["30 days"], "2024-04-15T11:59:59.999Z", false, "a millisecond earlier is not"),
        .init(.datetime, ["30 days"], "2024-05-15T12:00:00Z", true, "now is included"),
        .init(.datetime, ["30 days"], "2024-05-15T12:00:00.001Z", false, "the future is not"),
        .init(
            .datetime, ["1 year"], "2023-02-28T12:00:00Z", true, "a year before the leap day is February 28",
            at: "2024-02-29T12:00:00Z"),
        .init(
            .datetime, ["1 day"], "2024-03-09T16:00:00Z", false,
            "a day back over the spring change keeps the clock time", at: "2024-03-10T16:00:00Z", in: "America/New_York"
        ),
        .init(
            .datetime, ["1 day"], "2024-03-09T17:00:00Z", true, "which was an hour later in UTC",
            at: "2024-03-10T16:00:00Z", in: "America/New_York"),
        .init(
            .datetime, ["24 hours"], "2024-03-09T16:00:00Z", true, "hours are absolute", at: "2024-03-10T16:00:00Z",
            in: "America/New_York"),
        .init(.datetime, ["30 days"], nil, false, "no value"),
        .init(.activityDate, ["1 WEEK"], "2024-05-08T12:00:00Z", true, "units in any case, singular or plural"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InPastOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(
            .datetime, ["4 hrs"],
            "'4 hrs' is not a span; write a whole number and minutes, hours, days, weeks, months or years, such as '30 days'"
        ),
        .init(
            .datetime, ["1.5 days"],
            "'1.5 days' is not a span; write a whole number and minutes, hours, days, weeks, months or years, such as '30 days'"
        ),
        .init(
            .datetime, ["two weeks"],
            "'two weeks' is not a span; write a whole number and minutes, hours, days, weeks, months or years, such as '30 days'"
        ),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(InPastOperator()) }
}
