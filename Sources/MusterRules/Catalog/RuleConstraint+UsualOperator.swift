import MusterModel

extension RuleConstraint {
    /// The operator of a condition that names none: `is` in the words of the constraint, such as
    /// `in` of a membership, and `at least` of the numbers that have no `is`.
    public var usualOperatorName: String {
        let comparison =
            OperatorCatalog.operator(named: TextIsOperator().name, for: self)
            ?? OperatorCatalog.operator(named: AtLeastOperator().name, for: self)
        return comparison?.name ?? TextIsOperator().name
    }
}
