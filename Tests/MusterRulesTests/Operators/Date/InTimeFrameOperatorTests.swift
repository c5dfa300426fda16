@testable import MusterRules
import Testing

@Suite struct InTimeFrameOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["today"], "2024-05-15", true, "the day, name in any case"),
        .init(.date, ["Yesterday"], "2024-05-14", true, "the day before"),
        .init(.date, ["Tomorrow"], "2024-05-16", true, "the day after"),
        .init(.date, ["This Week"], "2024-05-12", true, "weeks begin on Sunday"),
        .init(.date, ["This Week"], "2024-05-18", true, "and end on Saturday"),
        .init(.date, ["This Week"], "2024-05-19", false, "the next Sunday is out"),
        .init(.date, ["Last Week"], "2024-05-11", true, "the Saturday before"),
        .init(.date, ["Next Week"], "2024-05-25", true, "the Saturday after"),
        .init(
            .date, ["Last Month"], "2024-02-29", true, "the leap day is the last of February",
            at: "2024-03-31T12:00:00Z"),
        .init(.date, ["Last Month"], "2024-01-31", false, "January is out", at: "2024-03-31T12:00:00Z"),
        .init(.date, ["Next Month"], "2024-06-30", true, "the whole month"),
        .init(.date, ["This Quarter"], "2024-04-01", true, "from April"),
        .init(.date, ["Last Quarter"], "2024-03-31", true, "to March"),
        .init(.date, ["Last Quarter"], "2023-12-31", false, "from January"),
        .init(.date, ["Last Quarter"], "2023-10-01", true, "over the turn of the year", at: "2024-01-01T12:00:00Z"),
        .init(.date, ["This Year"], "2024-12-31", true, "to its end"),
        .init(.date, ["Last Year"], "2024-01-01", false, "not this year"),
        .init(.date, ["Last 7 Days"], "2024-05-09", true, "today and six days before"),
        .init(.date, ["Last 7 Days"], "2024-05-08", false, "not seven"),
        .init(.date, ["Last 6 Months"], "2023-12-01", true, "from the first of the month five months ago"),
        .init(.date, ["Last 6 Months"], "2023-11-30", false, "and not before"),
        .init(.date, ["Last 24 Hours"], "2024-05-15", true, "a date is its midnight"),
        .init(.date, ["Last 24 Hours"], "2024-05-14", false, "36 hours ago"),
        .init(.date, ["This Month to Date"], "2024-05-15", true, "to today"),
        .init(.date, ["This Month to Date"], "2024-05-16", false, "not tomorrow"),
        .init(.date, ["Today"], nil, false, "no value"),
        .init(.datetime, ["Today"], "2024-05-16T00:00:00Z", false, "the next midnight is out"),
        .init(.datetime, ["Today"], "2024-05-16T03:59:59Z", true, "days are those of the zone", in: "America/New_York"),
        .init(.datetime, ["This Year to Date"], "2024-05-15T12:00:00Z", true, "now is included"),
        .init(.datetime, ["This Year to Date"], "2024-05-15T12:00:00.001Z", false, "the future is not"),
        .init(.datetime, ["Last 24 Hours"], "2024-05-14T12:00:00Z", true, "to the millisecond"),
        .init(.datetime, ["Last 24 Hours"], "2024-05-14T11:59:59.999Z", false, "and no more"),
        .init(.activityDate, ["Last 30 Days"], "2024-04-16T00:00:00Z", true, "midnight 29 days before"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InTimeFrameOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.date, ["Last Quater"], "'Last Quater' is not a time frame; did you mean 'Last Quarter'?"),
        .init(.date, ["soonish"], "'soonish' is not a time frame, such as 'Last 30 Days'"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(InTimeFrameOperator()) }
}
