public import MusterModel

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
