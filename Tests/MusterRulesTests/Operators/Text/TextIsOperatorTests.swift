@testable import MusterRules
import Testing

@Suite struct TextIsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, ["vp"], "VP", true, "case is ignored"),
        .init(.text, ["VP"], "vp", true, "case is ignored in the operand too"),
        .init(.text, ["VP", "CEO"], "ceo", true, "several values mean any of them"),
        .init(.text, ["VP"], "VP Sales", false, "the whole text is compared"),
        .init(.text, ["VP"], nil, false, "no value is never equal"),
        .init(.text, ["\"\""], "", true, "a quoted empty text asks for the empty text"),
        .init(.text, ["\"\""], nil, false, "the empty text is not no value"),
        .init(.text, [" VP "], "VP", true, "operands are trimmed"),
        .init(.text, ["\" VP \""], "VP", false, "quoted operands are not"),
        .init(.text, ["\" VP \""], " vp ", true, "quoted blanks are asked for"),
        .init(.text, ["VP"], " VP", false, "the stored value is not trimmed"),
        .init(.text, ["resume"], "résumé", false, "accents count"),
        .init(.text, ["RÉSUMÉ"], "résumé", true, "case folding goes beyond ASCII"),
        .init(.text, ["caf\u{E9}"], "cafe\u{301}", false, "normalisation forms differ, as they do in SQL"),
        .init(.text, ["ΟΔΟΣ"], "οδος", true, "the final sigma folds like any other"),
        .init(.programStatus, ["attended"], "Attended", true, "statuses ignore case"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(TextIsOperator()) }

    static let refused: [OperandErrorRow] = [
        .init(.text, [" "], "the value is missing"),
        .init(.text, ["a", ""], "the value is missing"),
    ]

    @Test(arguments: refused) func refuses(_ row: OperandErrorRow) { row.check(TextIsOperator()) }
}
