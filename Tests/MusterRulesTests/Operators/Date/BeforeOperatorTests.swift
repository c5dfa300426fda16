@testable import MusterRules
import Testing

@Suite struct BeforeOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["2024-03-01"], "2024-02-29", true, "the day before"),
        .init(.date, ["2024-03-01"], "2024-03-01", false, "the day itself"),
        .init(.date, ["2024-03-01"], nil, true, "documented: no value matches"),
        .init(.datetime, ["2024-03-01"], "2024-02-29T23:59:59.999Z", true, "up to midnight"),
        .init(.datetime, ["2024-03-01"], "2024-03-01T00:00:00Z", false, "midnight is out"),
        .init(.datetime, ["2024-03-01T10:00:30Z"], "2024-03-01T10:00:29Z", true, "instants to the second"),
        .init(.datetime, ["2024-03-01"], nil, true, "documented: no value matches"),
        .init(.activityDate, ["2024-03-01"], "2024-02-01T00:00:00Z", true, "an activity before"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(BeforeOperator()) }
}
