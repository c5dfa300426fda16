/// `is not` on an asset or lead field that an activity is about: none of the given ones.
///
/// - Meaning: existential. *Clicked Link in Email* with *Email* `is not` X finds who clicked in
///   some e-mail other than X; who did not click in X is *Not Clicked Link in Email* with `is` X.
/// - Operand: one or more assets, as for `is`.
/// - Empty value: matches, the activity is about none of them.
/// - Source: community practice; agrees with Adobe's "Use Inactivity Filters in a Smart List".
public struct AssetIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try operands.isOneOfTheAssets())
    }
}
