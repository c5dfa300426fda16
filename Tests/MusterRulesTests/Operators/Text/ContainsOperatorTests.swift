@testable import MusterRules
import Testing

@Suite struct ContainsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["@ACME.com"], "jo@acme.COM", true, "case is ignored"),
        .init(.text, ["a_c"], "abc", false, "an underscore is no wildcard"),
        .init(.text, ["100%"], "100% sure", true, "a per cent sign is found as such"),
        .init(.text, ["x", "cm"], "acme", true, "any of the values"),
        .init(.text, ["acme"], "acm", false, "longer than the value"),
        .init(.text, ["acme"], nil, false, "no value contains nothing"),
        .init(.text, ["e"], "caf\u{E9}", false, "a composed letter is another scalar"),
        .init(.text, ["e"], "cafe\u{301}", true, "a decomposed one has it"),
        .init(.recordedText, ["pricing"], "Web.Pricing Page", true, "recorded names are searched too"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(ContainsOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.text, ["\"\""], "the value is empty"),
        .init(.text, ["x", " "], "the value is missing"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(ContainsOperator()) }
}
