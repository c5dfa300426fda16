/// `not contains`: the exact complement of `contains`.
///
/// - Operand: one or more texts, none empty; several mean none of them (our choice).
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct NotContainsOperator: Operator {
    public let name = "not contains"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textContains(try operands.textsToFind()))
    }
}
