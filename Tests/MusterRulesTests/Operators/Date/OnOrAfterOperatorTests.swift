@testable import MusterRules
import Testing

@Suite struct OnOrAfterOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-02-28"], "2024-02-28", true, "the day itself"),
        .init(.date, ["2024-02-28"], "2024-02-27", false, "the day before"),
        .init(.date, ["2024-02-28"], nil, false, "no value"),
        .init(.datetime, ["2024-02-28"], "2024-02-28T00:00:00Z", true, "from midnight"),
        .init(.datetime, ["2024-02-28"], "2024-02-27T23:59:59.999Z", false, "not before"),
        .init(.datetime, ["2024-02-28T10:00:00Z"], "2024-02-28T10:00:00Z", true, "an instant itself"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(OnOrAfterOperator()) }
}
