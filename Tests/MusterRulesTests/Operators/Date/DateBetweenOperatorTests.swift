@testable import MusterRules
import Testing

@Suite struct DateBetweenOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-01-31", "2024-02-29"], "2024-01-31", true, "the first day is included"),
        .init(.date, ["2024-01-31", "2024-02-29"], "2024-02-29", true, "the last day is included"),
        .init(.date, ["2024-01-31", "2024-02-29"], "2024-03-01", false, "after it"),
        .init(.date, ["2024-01-31", "2024-02-29"], nil, false, "no value"),
        .init(.datetime, ["2024-05-01", "2024-05-02"], "2024-05-02T23:59:59.999Z", true, "to the end of the last day"),
        .init(.datetime, ["2024-05-01", "2024-05-02"], "2024-05-03T00:00:00Z", false, "the next midnight is out"),
        .init(
            .datetime, ["2024-05-01T10:00Z", "2024-05-01T11:00Z"], "2024-05-01T11:00:00Z", true, "instants are included"
        ),
        .init(
            .datetime, ["2024-05-01T10:00Z", "2024-05-01T11:00Z"], "2024-05-01T11:00:00.001Z", false,
            "to the millisecond"),
        .init(.activityDate, ["2024-05-01", "2024-05-01"], "2024-05-01T12:00:00Z", true, "one day"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(DateBetweenOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.date, ["2024-02-01", "2024-01-01"], "the first value, 2024-02-01, lies after the second, 2024-01-01"),
        .init(.date, ["2024-02-01"], "takes exactly two values"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(DateBetweenOperator()) }
}
