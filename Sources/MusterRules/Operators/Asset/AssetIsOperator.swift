/// `is` on an asset or lead field that an activity is about: one of the given ones, by id.
///
/// - Operand: one or more assets, by `Program.Asset`, own name or id; a field by display name or
///   REST name. A renamed asset stays found, a deleted one breaks the rule.
/// - Assets of kinds that Muster does not keep are compared by their recorded text, ignoring case.
/// - Empty value: no match.
/// - Source: semantics of Adobe's pick-lists; comparing ids is our choice.
public struct AssetIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        try operands.isOneOfTheAssets()
    }
}
