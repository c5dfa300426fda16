@testable import MusterRules
import Testing

@Suite struct AssetIsOperatorTests {
    static let rows: [OperatorRow] = [
        .init(.asset, ["7"], "7", true, "the same id"),
        .init(.asset, ["7", "8"], "8", true, "any of the assets"),
        .init(.asset, ["7"], "9", false, "another id"),
        .init(.asset, ["7"], nil, false, "about no asset"),
        .init(.leadField, ["60"], "60", true, "fields are compared by id too"),
    ]

    @Test(arguments: rows) func row(_ row: OperatorRow) throws { try row.check(AssetIsOperator()) }
}
