/// `greater than`: strictly above the given number.
///
/// - Operand: one number.
/// - Empty value: no match (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary"; strict is documented.
public struct GreaterThanOperator: Operator {
    public let name = "greater than"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.after(try operands.number()))
    }
}
