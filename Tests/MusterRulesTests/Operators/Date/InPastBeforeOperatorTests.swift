@testable import MusterRules
import Testing

@Suite struct InPastBeforeOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.date, ["1 day"], "2024-05-14", true, "today minus the span"),
        .init(.date, ["1 day"], "2024-05-15", false, "today is in past"),
        .init(.date, ["1 day"], nil, true, "documented: no value matches"),
        .init(.date, ["12 hours"], "2024-05-14", true, "with hours a date is its midnight"),
        .init(.date, ["12 hours"], "2024-05-15", false, "which is in past 12 hours, not before"),
        .init(.datetime, ["30 days"], "2024-04-15T11:59:59.999Z", true, "right before the span"),
        .init(.datetime, ["30 days"], "2024-04-15T12:00:00Z", false, "its first instant"),
        .init(.datetime, ["30 days"], nil, true, "documented: no value matches"),
        .init(.activityDate, ["30 days"], "2024-01-01T00:00:00Z", true, "long ago"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InPastBeforeOperator()) }
}
