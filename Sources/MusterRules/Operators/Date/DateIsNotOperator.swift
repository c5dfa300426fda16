/// `is not` on a date: the exact complement of `is`.
///
/// - Operand: one or more dates; several mean none of them.
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct DateIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.date, .datetime]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try DateIsOperator().test(operands))
    }
}
