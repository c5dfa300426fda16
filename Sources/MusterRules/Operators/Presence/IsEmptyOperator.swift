/// `is empty`: there is no value.
///
/// - Operand: none.
/// - Empty text: on a lead field it **is** a value, so this is false of it (documented: neither the
///   empty text nor blanks); in an activity, where *New Value is empty* is how 'was cleared' is
///   asked, both count as empty (our choice).
/// - Zero is a value (documented).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct IsEmptyOperator: Operator {
    public let name = "is empty"
    public let families: Set<ValueFamily> = [
        .text, .recordedText, .integer, .float, .date, .datetime, .asset,
    ]
    public let operandCount = OperandCount.none

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        switch operands.family {
        case .recordedText, .asset: .anyOf([.isNull, .textIs([""])])
        default: .isNull
        }
    }
}
