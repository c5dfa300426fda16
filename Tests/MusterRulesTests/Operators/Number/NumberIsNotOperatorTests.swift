@testable import MusterRules
import Testing

@Suite struct NumberIsNotOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "5", false, "equal"),
        .init(.integer, ["5"], "6", true, "not equal"),
        .init(.integer, ["5"], nil, true, "no value is not 5"),
        .init(.integer, ["0"], nil, false, "the complement of is 0, which finds no value"),
        .init(.integer, ["0"], "1", true, "not zero"),
        .init(.integer, ["1", "2"], "2", false, "none of the numbers may match"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NumberIsNotOperator()) }
}
