@testable import MusterRules
import Testing

@Suite struct AtLeastOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "5", true, "inclusive"),
        .init(.integer, ["5"], "4", false, "below"),
        .init(.integer, ["0"], nil, false, "no value is not at least 0"),
        .init(.float, ["0.5"], "0.5", true, "fractions"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(AtLeastOperator()) }
}
