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

extension FilterType {
    init(_ field: LeadField) {
        self.init(
            id: field.id, name: field.displayName, subject: .leadField(field), isNegated: false,
            constraints: [RuleConstraint(field)])
    }

    init(_ membership: any MembershipFilter) {
        let primary = RuleConstraint(
            membership.id, membership.name, synonyms: membership.synonyms, .string,
            .membership(membership.assetKind), family: .membership, primary: true)
        self.init(
            id: membership.id, name: membership.name, subject: .membership(membership), isNegated: false,
            constraints: [primary] + membership.furtherConstraints)
    }

    /// `nil` for a type that no filter reads.
    init?(_ type: ActivityType) {
        guard let name = type.filterName else { return nil }
        self.init(
            id: Int(type.id.rawValue), name: name, subject: .activity(type), isNegated: false,
            constraints: type.ruleConstraints + [.dateOfActivity, .minimumTimes])
    }

    /// The inactivity form; `nil` for filters that are negated by their operator.
    var negated: FilterType? {
        guard case .activity = subject, !isNegated else { return nil }
        return FilterType(id: id, name: "Not " + name, subject: subject, isNegated: true, constraints: constraints)
    }
}

extension TriggerType {
    /// The type of *Campaign is Requested*: an activity 47 is about the requested campaign itself,
    /// so its trigger asks for the source alone.
    static let campaignRequestID: ActivityTypeID = 47

    /// `nil` for a type that no trigger listens to.
    init?(_ type: ActivityType) {
        guard let name = type.triggerName else { return nil }
        var declared = type.ruleConstraints
        if type.id == Self.campaignRequestID {
            declared.removeAll { $0.subject == .activity(.primaryAsset(.smartCampaign)) }
        }
        let constraints = declared.enumerated().map { $1.asPrimary($0 == 0) }
        self.init(id: Int(type.id.rawValue), name: name, activityType: type, constraints: constraints)
    }
}

extension RuleConstraint {
    fileprivate func asPrimary(_ primary: Bool) -> RuleConstraint {
        RuleConstraint(id, name, synonyms: synonyms, dataType, subject, family: family, primary: primary)
    }
}
