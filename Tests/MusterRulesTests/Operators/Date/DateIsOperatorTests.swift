@testable import MusterRules
import Testing

@Suite struct DateIsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-02-29"], "2024-02-29", true, "the leap day"),
        .init(.date, ["2024-02-29"], "2024-03-01", false, "the day after"),
        .init(.date, ["2024-01-01", "2024-02-01"], "2024-02-01", true, "any of the days"),
        .init(.date, ["2024-01-01"], nil, false, "no value"),
        .init(.date, ["2024-01-01T23:30:00-05:00"], "2024-01-02", true, "an instant stands for its day in the zone"),
        .init(.datetime, ["2024-05-01"], "2024-05-01T00:00:00Z", true, "midnight belongs to the day"),
        .init(.datetime, ["2024-05-01"], "2024-05-01T23:59:59.999Z", true, "the last millisecond does"),
        .init(.datetime, ["2024-05-01"], "2024-05-02T00:00:00Z", false, "the next midnight does not"),
        .init(
            .datetime, ["2024-05-01"], "2024-05-01T03:59:59Z", false, "days are those of the zone",
            in: "America/New_York"),
        .init(
            .datetime, ["2024-05-01"], "2024-05-01T04:00:00Z", true, "which begin at 04:00 UTC there",
            in: "America/New_York"),
        .init(
            .datetime, ["2024-03-10"], "2024-03-11T03:59:59.999Z", true, "a day of 23 hours ends at 04:00 UTC",
            in: "America/New_York"),
        .init(
            .datetime, ["2024-03-10"], "2024-03-11T04:00:00Z", false, "and not an hour later", in: "America/New_York"),
        .init(.datetime, ["2024-11-03"], "2024-11-04T04:59:59Z", true, "a day of 25 hours", in: "America/New_York"),
        .init(.datetime, ["2024-05-01T10:15:30Z"], "2024-05-01T10:15:00Z", true, "with a time part the minute counts"),
        .init(.datetime, ["2024-05-01T10:15"], "2024-05-01T10:15:59.999Z", true, "to its end"),
        .init(.datetime, ["2024-05-01T10:15"], "2024-05-01T10:16:00Z", false, "and no further"),
        .init(
            .datetime, ["2024-05-01T10:15"], "2024-05-01T14:15:00Z", true,
            "without an offset the zone's clocks are meant", in: "America/New_York"),
        .init(
            .datetime, ["1969-12-31T23:59:30Z"], "1969-12-31T23:59:00Z", true, "minutes before 1970 begin before them"),
        .init(.activityDate, ["2024-05-01"], "2024-05-01T12:00:00Z", true, "activities are compared like date-times"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(DateIsOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(
            .date, ["2023-02-29"],
            "'2023-02-29' is not a date; write yyyy-MM-dd, or yyyy-MM-ddTHH:mm:ss with an offset such as Z or +02:00"),
        .init(
            .date, ["1/2/2024"],
            "'1/2/2024' is not a date; write yyyy-MM-dd, or yyyy-MM-ddTHH:mm:ss with an offset such as Z or +02:00"),
        .init(
            .activityDate, ["2024-05-01", "2024-05-02"], "takes exactly one date here; use 'between' for several days"
        ),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(DateIsOperator()) }
}
