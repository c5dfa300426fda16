/// `is not` on a whole number: the exact complement of `is`.
///
/// - Operand: one or more numbers; several mean none of them.
/// - Empty value: matches, except that `is not 0` does not (our choice, the complement of the
///   documented `is 0`).
/// - Source: Experience League, "Custom Field Type Glossary".
public struct NumberIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.integer]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try NumberIsOperator().test(operands))
    }
}
