import MusterModel

extension RuleType {
    var primaryConstraint: RuleConstraint? { constraints.first { $0.isPrimary } }

    /// By name or synonym in any case, with the product pages' words accepted.
    public func constraint(named name: String) -> RuleConstraint? {
        let wanted = name.trimmingBlanks.caseFolded
        func find(_ wanted: String) -> RuleConstraint? {
            constraints.first { $0.name.caseFolded.isIdentical(to: wanted) }
                ?? constraints.first { $0.synonyms.contains { $0.caseFolded.isIdentical(to: wanted) } }
        }
        return find(wanted) ?? Vocabulary.oldName(for: wanted).flatMap(find)
    }

    public func constraint(id: Int) -> RuleConstraint? { constraints.first { $0.id == id } }
}
