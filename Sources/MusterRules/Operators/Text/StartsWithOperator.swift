/// `starts with`: the value begins with one of the given texts, ignoring case.
///
/// - Operand: one or more texts, none empty.
/// - Empty value: no match.
/// - On an asset of an activity it looks at the name that was recorded.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; ignoring case is our choice.
public struct StartsWithOperator: Operator {
    public let name = "starts with"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .textStartsWith(try operands.textsToFind())
    }
}
