import MusterModel

/// Every operator, and which of them a constraint has.
public enum OperatorCatalog {
    /// Alphabetical by type.
    public static let all: [any Operator] = [
        AfterOperator(),
        AssetIsNotOperator(),
        AssetIsOperator(),
        AtLeastOperator(),
        AtMostOperator(),
        BeforeOperator(),
        BooleanIsOperator(),
        ContainsOperator(),
        DateBetweenOperator(),
        DateIsNotOperator(),
        DateIsOperator(),
        GreaterThanOperator(),
        InFutureAfterOperator(),
        InFutureOperator(),
        InOperator(),
        InPastBeforeOperator(),
        InPastOperator(),
        InTimeFrameOperator(),
        IsAnyOperator(),
        IsEmptyOperator(),
        IsNotEmptyOperator(),
        LessThanOperator(),
        MinimumTimesOperator(),
        NotContainsOperator(),
        NotInOperator(),
        NotStartsWithOperator(),
        NumberBetweenOperator(),
        NumberIsNotOperator(),
        NumberIsOperator(),
        OnOrAfterOperator(),
        OnOrBeforeOperator(),
        StartsWithOperator(),
        TextIsNotOperator(),
        TextIsOperator(),
    ]

    public static func operators(for family: ValueFamily) -> [any Operator] {
        all.filter { $0.families.contains(family) }
    }

    /// The operators of a constraint: those of its family, and `is any` on the primary constraint
    /// of an activity.
    public static func operators(for constraint: RuleConstraint) -> [any Operator] {
        guard case .activity = constraint.subject, constraint.isPrimary,
            !IsAnyOperator().families.contains(constraint.family)
        else { return operators(for: constraint.family) }
        return operators(for: constraint.family) + [IsAnyOperator()]
    }

    /// By name or alias in any case, blanks between the words free.
    public static func `operator`(named name: String, for constraint: RuleConstraint) -> (any Operator)? {
        let wanted = folded(name)
        return operators(for: constraint).first { ([$0.name] + $0.aliases).contains(wanted) }
    }

    /// Whether any kind of value has an operator of the name.
    static func knows(_ name: String) -> Bool {
        let wanted = folded(name)
        return all.contains { $0.name == wanted }
    }

    /// The names of the constraint's operators without a value, such as `is empty`.
    static func namesWithoutOperand(for constraint: RuleConstraint) -> [String] {
        operators(for: constraint).filter { $0.operandCount == .none }.map(\.name)
    }

    private static func folded(_ name: String) -> String {
        name.caseFolded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
