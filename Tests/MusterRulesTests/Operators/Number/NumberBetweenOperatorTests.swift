@testable import MusterRules
import Testing

@Suite struct NumberBetweenOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.integer, ["1", "5"], "1", true, "the lower end is included"),
        .init(.integer, ["1", "5"], "5", true, "the upper end is included"),
        .init(.integer, ["1", "5"], "6", false, "above"),
        .init(.integer, ["1", "5"], "0", false, "below"),
        .init(.integer, ["5", "5"], "5", true, "both ends may meet"),
        .init(.integer, ["-5", "5"], nil, false, "no value lies nowhere, not even around 0"),
        .init(.float, ["0.1", "0.2"], "0.15", true, "fractions"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NumberBetweenOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.integer, ["5", "1"], "the first value, 5, lies after the second, 1"),
        .init(.integer, ["5", "x"], "'x' is not a number"),
        .init(.integer, ["5"], "takes exactly two values"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(NumberBetweenOperator()) }
}
