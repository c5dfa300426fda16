import MusterModel

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
