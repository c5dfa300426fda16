/// `not starts with`: the exact complement of `starts with`.
///
/// - Operand: one or more texts, none empty; several mean none of them (our choice).
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct NotStartsWithOperator: Operator {
    public let name = "not starts with"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textStartsWith(try operands.textsToFind()))
    }
}
