@testable import MusterRules
import Testing

@Suite struct OnOrBeforeOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-03-01"], "2024-03-01", true, "the day itself"),
        .init(.date, ["2024-03-01"], "2024-03-02", false, "the day after"),
        .init(.date, ["2024-03-01"], nil, true, "documented: no value matches"),
        .init(.datetime, ["2024-03-01"], "2024-03-01T23:59:59.999Z", true, "to the end of the day"),
        .init(.datetime, ["2024-03-01"], "2024-03-02T00:00:00Z", false, "the next midnight is out"),
        .init(.datetime, ["2024-03-01T10:00:00Z"], "2024-03-01T10:00:00Z", true, "an instant itself"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(OnOrBeforeOperator()) }
}
