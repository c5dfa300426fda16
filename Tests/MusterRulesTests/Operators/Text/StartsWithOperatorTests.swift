@testable import MusterRules
import Testing

@Suite struct StartsWithOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["vice"], "Vice President", true, "case is ignored"),
        .init(.text, ["President"], "Vice President", false, "only the beginning counts"),
        .init(.text, ["a", "v"], "Vice", true, "any of the values"),
        .init(.text, ["Vice President of"], "Vice", false, "the value is shorter than the operand"),
        .init(.text, ["V"], nil, false, "no value begins with nothing"),
        .init(.text, ["e"], "e\u{301}tat", true, "a combining accent is a scalar of its own, as in SQL"),
        .init(.text, ["%"], "5% off", false, "a per cent sign is no wildcard"),
        .init(.recordedText, ["/pri"], "/Pricing", true, "recorded text is compared the same way"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(StartsWithOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.text, ["\"\""], "the value is empty")
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(StartsWithOperator()) }
}
