/// `is not` on text: the exact complement of `is`, so none of the texts.
///
/// - Operand: one or more texts; several mean none of them (our choice).
/// - Empty value: **matches** ("anything except that match" is documented, the conclusion is ours).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct TextIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.text, .recordedText, .programStatus]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textIs(try operands.texts()))
    }
}
