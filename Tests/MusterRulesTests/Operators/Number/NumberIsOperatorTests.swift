@testable import MusterRules
import Testing

@Suite struct NumberIsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["5"], "5", true, "equal"),
        .init(.integer, ["5.0"], "5", true, "numbers are compared, not texts"),
        .init(.integer, ["5"], "6", false, "not equal"),
        .init(.integer, ["1", "2"], "2", true, "any of the numbers"),
        .init(.integer, ["5"], nil, false, "no value is not 5"),
        .init(.integer, ["0"], nil, true, "no value is found by 0"),
        .init(.integer, ["7", "0"], nil, true, "also when 0 is one of several"),
        .init(.integer, ["-0"], nil, true, "minus zero is zero"),
        .init(.integer, ["0"], "0", true, "zero itself"),
        .init(.integer, ["-3"], "-3", true, "negative numbers"),
        .init(.integer, ["2147483647"], "2147483647", true, "very large"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NumberIsOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.integer, ["five"], "'five' is not a number"),
        .init(.integer, ["5", "x", "0x10"], "'x' is not a number; '0x10' is not a number"),
        .init(.integer, ["nan"], "'nan' is not a number"),
        .init(.integer, ["1e999"], "'1e999' is not a number"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(NumberIsOperator()) }
}
