@testable import MusterRules
import Testing

@Suite struct MinimumTimesOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.minimumTimes, ["3"], "3", true, "inclusive"),
        .init(.minimumTimes, ["3"], "2", false, "too few"),
        .init(.minimumTimes, ["1"], "100", true, "more than enough"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(MinimumTimesOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.minimumTimes, ["0"], "the number of times is a whole number from 1"),
        .init(.minimumTimes, ["1.5"], "the number of times is a whole number from 1"),
        .init(.minimumTimes, ["-1"], "the number of times is a whole number from 1"),
        .init(.minimumTimes, ["many"], "'many' is not a number"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(MinimumTimesOperator()) }
}
