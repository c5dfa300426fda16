@testable import MusterRules
import Testing

@Suite struct DateIsNotOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-02-29"], "2024-02-29", false, "that day"),
        .init(.date, ["2024-02-29"], "2024-02-28", true, "another day"),
        .init(.date, ["2024-02-29"], nil, true, "no value is not that day"),
        .init(.datetime, ["2024-05-01"], "2024-05-01T23:59:59Z", false, "inside the day"),
        .init(.datetime, ["2024-05-01"], "2024-05-02T00:00:00Z", true, "the next midnight"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(DateIsNotOperator()) }
}
