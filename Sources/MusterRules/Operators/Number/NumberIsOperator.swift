/// `is` on a whole number: the value equals one of the given numbers.
///
/// - Operand: one or more numbers.
/// - Empty value: matches **if one of the numbers is 0** (documented: zero and no value are both
///   found by `= 0`), else not.
/// - Float fields do not have it (documented).
/// - Source: Experience League, "Custom Field Type Glossary".
public struct NumberIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.integer]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let numbers = try operands.numbers()
        return numbers.contains(0) ? .anyOf([.isNull, .numberIs(numbers)]) : .numberIs(numbers)
    }
}
