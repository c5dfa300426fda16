public import MusterModel

/// What filters and triggers have in common: a name, an id and things to compare.
public protocol RuleType: Sendable {
    /// `ruleTypeId` on the wire: an activity type's id, a lead field's id or a membership's id.
    var id: Int { get }
    var name: String { get }
    var kind: Rule.Kind { get }
    /// The primary constraint first. An activity type may have none but the built-ins.
    var constraints: [RuleConstraint] { get }
}

/// A filter that a smart list may hold.
public struct FilterType: RuleType {
    public enum Subject: Sendable {
        case leadField(LeadField)
        case activity(ActivityType)
        case membership(any MembershipFilter)
    }

    public let id: Int
    /// With `Not ` in front for the negation of an activity filter.
    public let name: String
    public let subject: Subject
    /// True for the `Not ` form of an activity filter.
    public let isNegated: Bool
    public let constraints: [RuleConstraint]

    public var kind: Rule.Kind {
        if case .activity = subject { .activity } else { .attribute }
    }
}

/// A trigger that a smart campaign's own list may hold.
public struct TriggerType: RuleType {
    public let id: Int
    public let name: String
    public let activityType: ActivityType
    /// Those of the filter without the two built-ins.
    public let constraints: [RuleConstraint]

    public var kind: Rule.Kind { .activity }
}
