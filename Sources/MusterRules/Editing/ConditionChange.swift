public import MusterModel

/// What one condition of a rule is to become.
public struct ConditionChange: Sendable {
    public let constraint: ConstraintReference
    /// In any case; `nil` keeps the operator, or takes the usual one where there is no condition yet.
    public let operatorName: String?
    /// As in a document; `nil` and none are the same.
    public let values: [String]?

    public init(_ constraint: ConstraintReference, operatorName: String?, values: [String]?) {
        self.constraint = constraint
        self.operatorName = operatorName
        self.values = values
    }
}

/// A constraint by its id and the kind of the rules that have it.
public struct ConstraintReference: Sendable, Hashable {
    public let id: Int
    public let kind: Rule.Kind

    public init(id: Int, kind: Rule.Kind) {
        self.id = id
        self.kind = kind
    }
}
