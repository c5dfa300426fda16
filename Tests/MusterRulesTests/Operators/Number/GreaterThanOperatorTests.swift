@testable import MusterRules
import Testing

@Suite struct GreaterThanOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "6", true, "above"),
        .init(.integer, ["5"], "5", false, "strict"),
        .init(.integer, ["-1"], nil, false, "no value is not above -1"),
        .init(.float, ["1.5"], "1.5000001", true, "fractions"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(GreaterThanOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.integer, ["a"], "'a' is not a number"),
        .init(.integer, ["1", "2"], "takes exactly one value"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(GreaterThanOperator()) }
}
