@testable import MusterRules
import Testing

@Suite struct AssetIsNotOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.asset, ["7"], "7", false, "the same id"),
        .init(.asset, ["7", "8"], "8", false, "none of the assets may match"),
        .init(.asset, ["7"], "9", true, "an activity about another asset"),
        .init(.asset, ["7"], nil, true, "an activity about no asset is not about this one"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(AssetIsNotOperator()) }
}
