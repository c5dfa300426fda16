import MusterModel

/// How one constraint is compared with the values of a rule: one file and one type per operator
/// and kind of value, listed in `OperatorCatalog`.
public protocol Operator: Sendable {
    /// The literal on the wire, lower case.
    var name: String { get }
    /// Other spellings that documents may use.
    var aliases: [String] { get }
    /// What it can compare.
    var families: Set<ValueFamily> { get }
    var operandCount: OperandCount { get }
    /// Counts from the moment of evaluation, so that the same values mean something else tomorrow.
    var isRelative: Bool { get }

    /// The test with every bound finished for the operands' moment and zone: the only place where
    /// the operator means something.
    func test(_ operands: Operands) throws(OperandError) -> ValueTest
}

extension Operator {
    public var aliases: [String] { [] }
    public var isRelative: Bool { false }
}

/// How many values an operator takes.
public enum OperandCount: Sendable, Hashable {
    case none
    case one
    /// Exactly two, the lower one first.
    case pair
    case oneOrMore

    func accepts(_ count: Int) -> Bool {
        switch self {
        case .none: count == 0
        case .one: count == 1
        case .pair: count == 2
        case .oneOrMore: count >= 1
        }
    }

    var description: String {
        switch self {
        case .none: "no value"
        case .one: "exactly one value"
        case .pair: "exactly two values"
        case .oneOrMore: "at least one value"
        }
    }
}

/// What is wrong with the values of one condition.
public struct OperandError: Error, Sendable {
    public struct Problem: Sendable, Hashable {
        /// The position of the value; `nil` when it is about all of them.
        public let index: Int?
        public let message: String
    }
    public let problems: [Problem]

    init(_ problems: [Problem]) { self.problems = problems }
    init(_ message: String, at index: Int? = nil) { problems = [Problem(index: index, message: message)] }
}
