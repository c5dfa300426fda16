/// `is not empty`: there is a value; the exact complement of `is empty`.
///
/// - Operand: none.
/// - Empty text: a value on a lead field, none in an activity; see `IsEmptyOperator`.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; documented.
public struct IsNotEmptyOperator: Operator {
    public let name = "is not empty"
    public let families: Set<ValueFamily> = [
        .text, .recordedText, .integer, .float, .date, .datetime, .asset,
    ]
    public let operandCount = OperandCount.none

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try IsEmptyOperator().test(operands)).simplified
    }
}
