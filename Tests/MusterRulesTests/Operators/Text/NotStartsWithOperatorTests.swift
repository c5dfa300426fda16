@testable import MusterRules
import Testing

@Suite struct NotStartsWithOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["vice"], "Vice President", false, "the complement of starts with"),
        .init(.text, ["x", "vice"], "Vice President", false, "none of the values may match"),
        .init(.text, ["x", "y"], "Vice President", true, "none of the values matches"),
        .init(.text, ["x"], nil, true, "no value does not start with it"),
        .init(.text, ["x"], "", true, "nor does the empty text"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NotStartsWithOperator()) }
}
