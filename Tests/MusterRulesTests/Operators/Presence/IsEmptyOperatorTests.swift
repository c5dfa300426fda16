@testable import MusterRules
import Testing

@Suite struct IsEmptyOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, [], nil, true, "no value"),
        .init(.text, [], "", false, "the empty text is a value of a lead field"),
        .init(.text, [], " ", false, "and so are blanks"),
        .init(.recordedText, [], "", true, "in an activity the empty text says 'cleared'"),
        .init(.recordedText, [], nil, true, "and so does a missing attribute"),
        .init(.recordedText, [], " ", false, "blanks are text"),
        .init(.integer, [], "0", false, "zero is a value"),
        .init(.integer, [], nil, true, "no value"),
        .init(.float, [], nil, true, "no value"),
        .init(.date, [], nil, true, "no value"),
        .init(.datetime, [], "2024-01-01T00:00:00Z", false, "a value"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(IsEmptyOperator()) }
}
