import MusterModel
import MusterRules

/// A filter or trigger as the authoring catalogue describes it.
///
/// - Source: the members are those of Adobe's API definition; what `dbAttrib`, `dbAttribId` and
///   `dbObject` hold is our choice: the REST name, the id and the record of what is compared.
struct RuleTypeRecord: WireRecord {
    let type: any RuleType

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", type.id)
            writer.member("name", type.name)
            writer.member("type", type.kind.rawValue.lowercased())
            writer.key("constraints")
            writer.array(type.constraints) { writer, constraint in
                RuleConstraintRecord(constraint: constraint, type: type).write(&writer)
            }
        }
    }
}

/// One thing that a rule of the type may compare.
private struct RuleConstraintRecord: WireRecord {
    let constraint: RuleConstraint
    let type: any RuleType

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", constraint.id)
            writer.member("name", constraint.name)
            writer.member("dataType", constraint.dataType.rawValue)
            writer.member("primary", constraint.isPrimary)
            writer.member("operator", constraint.usualOperatorName)
            writer.member("dbAttrib", attribute)
            writer.member("dbAttribId", String(constraint.id))
            writer.member("dbObject", object)
            writer.member("type", isCustom ? "custom" : "standard")
        }
    }

    private var attribute: String {
        switch constraint.subject {
        case .leadField(let field): field.name
        case .activity(.attribute(let name)): name
        case .activity, .dateOfActivity, .minimumTimes, .membership, .programStatus, .reachedSuccess, .membershipDate,
            .campaignEntryDate:
            constraint.name
        }
    }

    private var object: String {
        if case .leadField(let field) = constraint.subject { return field.owner == .company ? "Company" : "Lead" }
        return activityType?.name ?? type.name
    }

    private var isCustom: Bool {
        if case .leadField(let field) = constraint.subject { return field.isCustom }
        return activityType?.isCustom == true
    }

    private var activityType: ActivityType? {
        if let trigger = type as? TriggerType { return trigger.activityType }
        if case .activity(let activity)? = (type as? FilterType)?.subject { return activity }
        return nil
    }
}
