@testable import MusterRules
import Testing

@Suite struct NotInOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.membership, ["7"], "7", false, "this one"),
        .init(.membership, ["7", "8"], "8", false, "none of them"),
        .init(.membership, ["7"], "9", true, "another one"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(NotInOperator()) }
}
