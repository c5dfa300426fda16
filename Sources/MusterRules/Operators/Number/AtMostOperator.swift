/// `at most`: the given number or below.
///
/// - Operand: one number.
/// - Empty value: no match (our choice), so `at most 0` leaves out the leads without a value that
///   `is 0` finds.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; inclusive is documented.
public struct AtMostOperator: Operator {
    public let name = "at most"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.upTo(try operands.number()))
    }
}
