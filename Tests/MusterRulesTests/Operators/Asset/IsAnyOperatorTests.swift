@testable import MusterRules
import Testing

@Suite struct IsAnyOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.asset, [], "7", true, "any asset"),
        .init(.asset, [], nil, true, "also none"),
        .init(.leadField, [], "60", true, "any field"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(IsAnyOperator()) }
}
