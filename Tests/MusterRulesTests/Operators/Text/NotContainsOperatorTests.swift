@testable import MusterRules
import Testing

@Suite struct NotContainsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["acme"], "jo@ACME.com", false, "the complement of contains"),
        .init(.text, ["x", "y"], "acme", true, "none of the values"),
        .init(.text, ["x", "m"], "acme", false, "one of the values"),
        .init(.text, ["x"], nil, true, "no value contains nothing"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NotContainsOperator()) }
}
