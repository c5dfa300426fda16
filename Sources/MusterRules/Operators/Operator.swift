public import MusterModel

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
    /// Counts from the moment of evaluation, so that the same values mean something else tomorrow. All
    /// bounds then move on with the moment, none of them back.
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

/// The values of one condition, to be read as an operator needs them.
///
/// Values are trimmed; one in double quotes is taken as it stands between them, so that blanks at
/// the ends and the empty text can be asked for.
public struct Operands: Sendable {
    public let values: [RuleValue]
    public let family: ValueFamily
    public let moment: Moment

    public init(_ values: [RuleValue], family: ValueFamily, moment: Moment) {
        self.values = values
        self.family = family
        self.moment = moment
    }

    /// True when every value names an asset, so that ids are compared and not names.
    public var areAssets: Bool { !values.isEmpty && values.allSatisfy { $0.assetID != nil } }

    /// Reads every value, and reports every one that does not fit.
    func each<Value>(
        _ read: (RuleValue) -> Value?, otherwise complaint: (String) -> String
    ) throws(OperandError) -> [Value] {
        var result: [Value] = []
        var problems: [OperandError.Problem] = []
        for (index, value) in values.enumerated() {
            let text = value.text.trimmingBlanks
            if text.isEmpty, value.assetID == nil {
                problems.append(.init(index: index, message: "the value is missing"))
            } else if let read = read(value) {
                result.append(read)
            } else {
                problems.append(.init(index: index, message: complaint(text)))
            }
        }
        guard problems.isEmpty else { throw OperandError(problems) }
        return result
    }

    func single<Value>(
        _ read: (RuleValue) -> Value?, otherwise complaint: (String) -> String
    ) throws(OperandError) -> Value {
        guard let first = try each(read, otherwise: complaint).first, values.count == 1 else {
            throw OperandError("takes exactly one value")
        }
        return first
    }

    /// Two values in order.
    func pair<Value>(
        _ read: (RuleValue) -> Value?, otherwise complaint: (String) -> String,
        inOrder: (Value, Value) -> Bool
    ) throws(OperandError) -> (Value, Value) {
        let both = try each(read, otherwise: complaint)
        guard both.count == 2 else { throw OperandError("takes exactly two values") }
        guard inOrder(both[0], both[1]) else {
            throw OperandError("the first value, \(values[0].text), lies after the second, \(values[1].text)")
        }
        return (both[0], both[1])
    }
}
