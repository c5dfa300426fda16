@testable import MusterRules
import Testing

@Suite struct IsNotEmptyOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.text, [], nil, false, "no value"),
        .init(.text, [], "", true, "the empty text is a value of a lead field"),
        .init(.recordedText, [], "", false, "but not of an activity"),
        .init(.recordedText, [], nil, false, "nor is a missing attribute"),
        .init(.integer, [], "0", true, "zero is a value"),
        .init(.float, [], nil, false, "no value"),
        .init(.date, [], "2024-02-29", true, "a value"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(IsNotEmptyOperator()) }
}
