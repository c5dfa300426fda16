/// `is` on text: the value equals one of the given texts, ignoring case.
///
/// - Operand: one or more texts; several mean any of them (documented by the California/CA example).
/// - Comparison: simple case folding; accents and blanks of the stored value count (our choice).
/// - Empty value: no value never matches; the empty text matches only a quoted empty operand.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; documented.
public struct TextIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.text, .recordedText, .programStatus]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .textIs(try operands.texts())
    }
}
