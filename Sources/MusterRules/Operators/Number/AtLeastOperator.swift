/// `at least`: the given number or above.
///
/// - Operand: one number.
/// - Empty value: no match (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary"; inclusive is documented.
public struct AtLeastOperator: Operator {
    public let name = "at least"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.from(try operands.number()))
    }
}
