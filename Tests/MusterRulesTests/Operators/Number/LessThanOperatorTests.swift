@testable import MusterRules
import Testing

@Suite struct LessThanOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "4", true, "below"),
        .init(.integer, ["5"], "5", false, "strict"),
        .init(.integer, ["5"], nil, false, "no value is not below 5, although is 0 finds it"),
        .init(.float, ["-1.5"], "-2", true, "negative"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(LessThanOperator()) }
}
