@testable import MusterRules
import Testing

@Suite struct InFutureAfterOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["90 days"], "2024-08-13", true, "in future after 90 days begins with the day 90 days ahead"),
        .init(.date, ["90 days"], "2024-08-12", false, "not the day before"),
        .init(.date, ["90 days"], nil, false, "no value"),
        .init(.date, ["11 hours"], "2024-05-16", true, "with hours a date is its midnight"),
        .init(.date, ["12 hours"], "2024-05-16", false, "which is not after twelve hours"),
        .init(.datetime, ["1 day"], "2024-05-16T12:00:00Z", false, "the last instant of the span"),
        .init(.datetime, ["1 day"], "2024-05-16T12:00:00.001Z", true, "right after it"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InFutureAfterOperator()) }
}
