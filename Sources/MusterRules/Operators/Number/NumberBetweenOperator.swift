/// `between` on a number: both ends included.
///
/// - Operand: two numbers, the lower one first; the other way round is an error (our choice).
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; inclusive is documented.
public struct NumberBetweenOperator: Operator {
    public let name = "between"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.pair

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let (low, high) = try operands.numberPair()
        return .numberWithin(.closed(low, high))
    }
}
