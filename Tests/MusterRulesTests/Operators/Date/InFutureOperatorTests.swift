@testable import MusterRules
import Testing

@Suite struct InFutureOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["1 day"], "2024-05-15", true, "today counts"),
        .init(.date, ["1 day"], "2024-05-16", false, "today plus the span is out"),
        .init(.date, ["91 days"], "2024-08-13", true, "in future 91 days reaches the day 90 days ahead"),
        .init(.date, ["91 days"], "2024-08-14", false, "and no further"),
        .init(.date, ["1 day"], "2024-05-14", false, "yesterday"),
        .init(.date, ["1 day"], nil, false, "no value"),
        .init(.date, ["12 hours"], "2024-05-16", true, "with hours a date is its midnight"),
        .init(.date, ["12 hours"], "2024-05-15", false, "today's has passed"),
        .init(.date, ["11 hours"], "2024-05-16", false, "tomorrow's is twelve hours ahead"),
        .init(.datetime, ["1 day"], "2024-05-15T12:00:00Z", false, "now is not future"),
        .init(.datetime, ["1 day"], "2024-05-15T12:00:00.001Z", true, "right after now"),
        .init(.datetime, ["1 day"], "2024-05-16T12:00:00Z", true, "the last instant is included"),
        .init(.datetime, ["1 day"], "2024-05-16T12:00:00.001Z", false, "and no more"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InFutureOperator()) }
}
