@testable import MusterRules
import Testing

@Suite struct TextIsNotOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["VP"], "vp", false, "case is ignored"),
        .init(.text, ["VP", "CEO"], "CTO", true, "none of the values matches"),
        .init(.text, ["VP", "CEO"], "ceo", false, "one of the values matches"),
        .init(.text, ["VP"], nil, true, "anything except that match, so also no value"),
        .init(.text, ["VP"], "", true, "the empty text is another text"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(TextIsNotOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.text, [""], "the value is missing")
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(TextIsNotOperator()) }
}
