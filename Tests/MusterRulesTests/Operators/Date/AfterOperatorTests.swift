@testable import MusterRules
import Testing

@Suite struct AfterOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-02-28"], "2024-02-29", true, "the day after"),
        .init(.date, ["2024-02-28"], "2024-02-28", false, "the day itself"),
        .init(.date, ["2024-02-28"], nil, false, "no value"),
        .init(.datetime, ["2024-02-28"], "2024-02-28T23:59:59.999Z", false, "still that day"),
        .init(.datetime, ["2024-02-28"], "2024-02-29T00:00:00Z", true, "from the next midnight"),
        .init(.datetime, ["2024-02-28T10:00:00Z"], "2024-02-28T10:00:00.001Z", true, "right after an instant"),
        .init(.datetime, ["2024-02-28T10:00:00Z"], "2024-02-28T10:00:00Z", false, "but not at it"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(AfterOperator()) }
}
