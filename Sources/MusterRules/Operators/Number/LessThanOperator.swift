/// `less than`: strictly below the given number.
///
/// - Operand: one number.
/// - Empty value: no match (our choice), although `is 0` finds leads without a value.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; strict is documented.
public struct LessThanOperator: Operator {
    public let name = "less than"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.before(try operands.number()))
    }
}
