@testable import MusterRules
import Testing

@Suite struct BooleanIsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.boolean, ["true"], "true", true, "true"),
        .init(.boolean, ["true"], "false", false, "false"),
        .init(.boolean, ["true"], nil, false, "no value is not true"),
        .init(.boolean, ["false"], "false", true, "false"),
        .init(.boolean, ["false"], nil, true, "no value counts as false"),
        .init(.boolean, ["YES"], "true", true, "the API's words, in any case"),
        .init(.boolean, ["0"], nil, true, "0 is false"),
        .init(.boolean, ["true", "false"], nil, true, "both values leave nobody out"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(BooleanIsOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.boolean, ["maybe"], "'maybe' is neither true nor false")
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(BooleanIsOperator()) }
}
