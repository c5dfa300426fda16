import MusterModel

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

extension Operands {
    func booleans() throws(OperandError) -> [Bool] {
        try each(Self.boolean, otherwise: { "'\($0)' is neither true nor false" })
    }

    // The words that the lead API accepts.
    private static func boolean(_ value: RuleValue) -> Bool? {
        switch value.text.trimmingBlanks.caseFolded {
        case "true", "yes", "1": true
        case "false", "no", "0": false
        default: nil
        }
    }
}
