public import MusterModel

extension Predicate {
    /// Whether the predicate is true of one lead: the reference that the SQL printer is held
    /// against, so it favours being obvious over being fast.
    ///
    /// - Parameter smartLists: the lists that the lead is in, of those the predicate refers to.
    public func holds(for facts: some LeadFacts, inSmartLists smartLists: Set<SmartListID> = []) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .all(let parts): parts.allSatisfy { $0.holds(for: facts, inSmartLists: smartLists) }
        case .any(let parts): parts.contains { $0.holds(for: facts, inSmartLists: smartLists) }
        case .not(let part): !part.holds(for: facts, inSmartLists: smartLists)
        case .field(let field, let test): test.holds(for: facts.value(of: field))
        case .activities(let pattern, let minimum):
            facts.activities(of: pattern.typeID).count(where: pattern.matches) >= minimum
        case .inStaticList(let lists): lists.contains { facts.isMember(ofStaticList: $0) }
        case .inProgram(let membership): membership.holds(for: facts)
        case .inCampaign(let campaigns, let at):
            campaigns.contains { campaign in
                guard let entry = facts.enteredCampaign(campaign) else { return false }
                return at?.holds(for: .instant(entry)) ?? true
            }
        case .inSmartList(let list): smartLists.contains(list)
        }
    }
}

extension ProgramMembership {
    func holds(for facts: some LeadFacts) -> Bool {
        programs.contains { program in
            guard let fact = facts.programMembership(program) else { return false }
            let status = fact.status.caseFolded
            return (statuses.isEmpty || statuses.contains { $0.isIdentical(to: status) })
                && (reachedSuccess == nil || reachedSuccess == fact.reachedSuccess)
                && (memberSince?.holds(for: .instant(fact.memberSince)) ?? true)
        }
    }
}

extension ActivityPattern {
    /// Whether one activity fits: its type, its time and every condition.
    public func matches(_ activity: NewActivity) -> Bool {
        activity.typeID == typeID && (at?.contains(activity.at) ?? true)
            && conditions.allSatisfy { $0.holds(for: activity) }
    }
}

extension ActivityCondition {
    /// Whether the tested part of the activity passes.
    public func holds(for activity: NewActivity) -> Bool {
        test.holds(for: part.value(in: activity))
    }
}
