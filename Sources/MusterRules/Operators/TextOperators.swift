import MusterModel

/// `is` on text: the value equals one of the given texts, ignoring case.
///
/// - Operand: one or more texts; several mean any of them (documented by the California/CA example).
/// - Comparison: simple case folding; accents and blanks of the stored value count (our choice).
/// - Empty value: no value never matches; the empty text matches only a quoted empty operand.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; documented.
public struct TextIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.text, .recordedText, .programStatus]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .textIs(try operands.texts())
    }
}

/// `is not` on text: the exact complement of `is`, so none of the texts.
///
/// - Operand: one or more texts; several mean none of them (our choice).
/// - Empty value: **matches** ("anything except that match" is documented, the conclusion is ours).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct TextIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.text, .recordedText, .programStatus]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textIs(try operands.texts()))
    }
}

/// `starts with`: the value begins with one of the given texts, ignoring case.
///
/// - Operand: one or more texts, none empty.
/// - Empty value: no match.
/// - On an asset of an activity it looks at the name that was recorded.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; ignoring case is our choice.
public struct StartsWithOperator: Operator {
    public let name = "starts with"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .textStartsWith(try operands.textsToFind())
    }
}

/// `not starts with`: the exact complement of `starts with`.
///
/// - Operand: one or more texts, none empty; several mean none of them (our choice).
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct NotStartsWithOperator: Operator {
    public let name = "not starts with"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textStartsWith(try operands.textsToFind()))
    }
}

/// `contains`: the value has one of the given texts somewhere in it, ignoring case.
///
/// - Operand: one or more texts, none empty.
/// - Empty value: no match.
/// - On an asset of an activity it looks at the name that was recorded.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; ignoring case is our choice.
public struct ContainsOperator: Operator {
    public let name = "contains"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .textContains(try operands.textsToFind())
    }
}

/// `not contains`: the exact complement of `contains`.
///
/// - Operand: one or more texts, none empty; several mean none of them (our choice).
/// - Empty value: **matches** (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct NotContainsOperator: Operator {
    public let name = "not contains"
    public let families: Set<ValueFamily> = [.text, .recordedText, .asset]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(.textContains(try operands.textsToFind()))
    }
}

extension Operands {
    /// The case-folded texts.
    func texts() throws(OperandError) -> [String] {
        try each({ Self.unquoted($0.text).caseFolded }, otherwise: { $0 })
    }

    /// The case-folded texts, none of them empty: every text contains the empty one, so a rule
    /// that asks for it is a slip.
    func textsToFind() throws(OperandError) -> [String] {
        try each(
            { value in
                let text = Self.unquoted(value.text)
                return text.isEmpty ? nil : text.caseFolded
            }, otherwise: { _ in "the value is empty" })
    }

    /// What a written value stands for.
    static func unquoted(_ text: String) -> String {
        let trimmed = text.trimmingBlanks
        guard trimmed.utf8.count >= 2, trimmed.utf8.first == UInt8(ascii: "\""),
            trimmed.utf8.last == UInt8(ascii: "\"")
        else { return trimmed }
        return String(trimmed.unicodeScalars.dropFirst().dropLast())
    }
}
