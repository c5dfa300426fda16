@testable import MusterRules
import Testing

@Suite struct AtMostOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "5", true, "inclusive"),
        .init(.integer, ["5"], "6", false, "above"),
        .init(.integer, ["0"], nil, false, "at most 0 leaves out what is 0 finds"),
        .init(.float, ["0.5"], "0.50001", false, "fractions"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(AtMostOperator()) }
}
