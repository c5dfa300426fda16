import MusterModel

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

/// `is not` on a whole number: the exact complement of `is`.
///
/// - Operand: one or more numbers; several mean none of them.
/// - Empty value: matches, except that `is not 0` does not (our choice, the complement of the
///   documented `is 0`).
/// - Source: Experience League, "Custom Field Type Glossary".
public struct NumberIsNotOperator: Operator {
    public let name = "is not"
    public let families: Set<ValueFamily> = [.integer]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .not(try NumberIsOperator().test(operands))
    }
}

/// `less than`: strictly below the given number.
///
/// - Operand: one number.
/// - Empty value: no match (our choice), although `is 0` finds leads without a value.
/// - Source: Experience League, "Smart List Filter Operators Glossary"; strict is documented.
public struct LessThanOperator: Operator {
    public let name = "less than"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.before(try operands.number()))
    }
}

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

/// `greater than`: strictly above the given number.
///
/// - Operand: one number.
/// - Empty value: no match (our choice).
/// - Source: Experience League, "Smart List Filter Operators Glossary"; strict is documented.
public struct GreaterThanOperator: Operator {
    public let name = "greater than"
    public let families: Set<ValueFamily> = [.integer, .float]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        .numberWithin(.after(try operands.number()))
    }
}

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

/// `at least` of *Min. Number of Times*: how many activities must fit.
///
/// - Operand: one whole number from 1; `is` is accepted for `at least`, because a bare value in the
///   short grammar means `is`.
/// - Counts activities, not distinct days or assets.
/// - Source: product docs, "Add a Constraint to a Smart List Filter"; the spelling is our choice.
public struct MinimumTimesOperator: Operator {
    public let name = "at least"
    public let aliases = ["is"]
    public let families: Set<ValueFamily> = [.minimumTimes]
    public let operandCount = OperandCount.one

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let times = try operands.number()
        guard times >= 1, times <= 1_000_000_000, times.rounded() == times else {
            throw OperandError("the number of times is a whole number from 1", at: 0)
        }
        return .numberWithin(.from(times))
    }
}

extension Operands {
    func numbers() throws(OperandError) -> [Double] { try each(Self.number, otherwise: Self.notANumber) }

    func number() throws(OperandError) -> Double { try single(Self.number, otherwise: Self.notANumber) }

    func numberPair() throws(OperandError) -> (Double, Double) {
        try pair(Self.number, otherwise: Self.notANumber, inOrder: <=)
    }

    private static func number(_ value: RuleValue) -> Double? {
        DecimalNumber.value(of: value.text.trimmingBlanks)
    }
    private static func notANumber(_ text: String) -> String { "'\(text)' is not a number" }
}
