@testable import MusterRules
import Testing

@Suite struct InOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.membership, ["7"], "7", true, "this one"),
        .init(.membership, ["7", "8"], "8", true, "any of them"),
        .init(.membership, ["7"], "9", false, "another one"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(InOperator()) }
}
