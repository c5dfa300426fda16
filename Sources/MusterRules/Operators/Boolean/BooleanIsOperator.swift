/// `is` on a boolean: true or false.
///
/// - Operand: `true`, `false`, `yes`, `no`, `1` or `0`.
/// - Empty value: counts as **false**, in batch and trigger campaigns alike (our choice; Adobe
///   warns that trigger campaigns want the field set).
/// - Source: Experience League, "Custom Field Type Glossary".
public struct BooleanIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.boolean]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let tests = try operands.booleans().map { wanted -> ValueTest in
            wanted ? .isTrue : .anyOf([.isNull, .isFalse])
        }
        return ValueTest.anyOf(tests).simplified
    }
}
