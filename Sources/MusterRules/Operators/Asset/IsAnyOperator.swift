/// `is any`: no restriction, not even to activities that have the attribute.
///
/// - Operand: none.
/// - Offered on assets and fields, and on the primary constraint of every activity filter and
///   trigger, whatever its type; what a fresh inactivity filter begins with (documented).
/// - Source: product docs, "Use Inactivity Filters in a Smart List".
public struct IsAnyOperator: Operator {
    public let name = "is any"
    public let families: Set<ValueFamily> = [.asset, .leadField]
    public let operandCount = OperandCount.none

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest { .always }
}
