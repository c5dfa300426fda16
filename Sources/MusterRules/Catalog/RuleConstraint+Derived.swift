import MusterModel

extension RuleConstraint {
    /// The one constraint of a lead field's filter.
    init(_ field: LeadField) {
        self.init(field.id, field.displayName, synonyms: [field.name], field.dataType, .leadField(field), primary: true)
    }

    init(_ constraint: ActivityConstraint, primary: Bool) {
        let family: ValueFamily =
            switch constraint.source {
            case .primaryAsset, .campaign: .asset
            case .primaryField: .leadField
            // The predicate tests a recorded name as text, whatever type the attribute claims.
            case .primaryText: .recordedText
            case .attribute:
                constraint.dataType.storage == .text ? .recordedText : ValueFamily(constraint.dataType)
            }
        self.init(
            constraint.id, constraint.name, constraint.dataType, .activity(constraint.source), family: family,
            primary: primary)
    }

    /// - Source: the id is that of Adobe, "Smart Lists".
    static let dateOfActivity = RuleConstraint(
        RuleCondition.dateOfActivityID, "Date of Activity", .datetime, .dateOfActivity, family: .activityDate)

    /// - Source: product docs, "Add a Constraint to a Smart List Filter"; the id is ours.
    static let minimumTimes = RuleConstraint(
        RuleCondition.minimumTimesID, "Min. Number of Times",
        synonyms: ["Min Number of Times", "Minimum Number of Times"], .integer, .minimumTimes,
        family: .minimumTimes)
}

extension ActivityType {
    /// What its rules may compare, without the built-ins.
    var ruleConstraints: [RuleConstraint] {
        constraints.enumerated().map { RuleConstraint($1, primary: $0 == 0) }
    }
}
