public import MusterModel

/// Every filter and trigger of an instance, derived from its lead fields and activity types.
///
/// Names are compared in any case, in the API's words or the product pages'. Cheap to make and to
/// copy: types are derived when they are asked for.
public struct RuleCatalog: Sendable {
    public let leadFields: LeadFieldCatalog
    public let activityTypes: ActivityTypeCatalog

    public init(leadFields: LeadFieldCatalog, activityTypes: ActivityTypeCatalog) {
        self.leadFields = leadFields
        self.activityTypes = activityTypes
    }

    /// The filter of the name; `Not ` in front of an activity filter's name gives its negation.
    ///
    /// Where names meet, activities win over memberships and those over lead fields, because a
    /// custom field can be renamed.
    public func filter(named name: String) -> FilterType? {
        let wanted = name.trimmingBlanks
        if let type = positiveFilter(named: wanted) { return type }
        let words = wanted.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        if words.count == 2, words[0].caseFolded == "not",
            let positive = positiveFilter(named: words[1].trimmingBlanks)
        {
            return positive.negated
        }
        return nil
    }

    public func trigger(named name: String) -> TriggerType? {
        let wanted = name.trimmingBlanks
        let type =
            activityTypes.type(triggerNamed: wanted)
            ?? Vocabulary.oldName(for: wanted).flatMap { activityTypes.type(triggerNamed: $0) }
        return type.flatMap { TriggerType($0) }
    }

    /// Every filter in its positive form, by name.
    public var filters: [FilterType] {
        let all =
            activityTypes.types.compactMap { FilterType($0) } + Self.memberships.map { FilterType($0) }
            + leadFields.fields.map { FilterType($0) }
        return all.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Every trigger, by name.
    public var triggers: [TriggerType] {
        activityTypes.types.compactMap { TriggerType($0) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Alphabetical by type.
    public static let memberships: [any MembershipFilter] = [
        MemberOfListFilter(),
        MemberOfProgramFilter(),
        MemberOfSmartCampaignFilter(),
        MemberOfSmartListFilter(),
    ]

    /// The type of the id; a filter in its positive form. Where the ids of a membership and of a
    /// lead field meet, it is the membership.
    public func type(id: Int, kind: Rule.Kind, role: RuleRole) -> (any RuleType)? {
        switch (kind, role) {
        case (.activity, .filter): activityTypes[ActivityTypeID(Int64(id))].flatMap { FilterType($0) }
        case (.activity, .trigger): activityTypes[ActivityTypeID(Int64(id))].flatMap { TriggerType($0) }
        case (.attribute, .filter):
            Self.memberships.first { $0.id == id }.map { FilterType($0) }
                ?? leadFields.field(id: id).map { FilterType($0) }
        case (.attribute, .trigger): nil
        }
    }

    /// The type of a stored filter, by id, so that renaming a field breaks no rule.
    func filter(of rule: Rule) -> FilterType? {
        switch rule.kind {
        case .activity:
            let type = activityTypes[ActivityTypeID(Int64(rule.typeID))].flatMap { FilterType($0) }
            return rule.operatorName == Occurrence.notOccurs.rawValue ? type?.negated : type
        case .attribute:
            if let membership = Self.memberships.first(where: { $0.id == rule.typeID && $0.name == rule.name }) {
                return FilterType(membership)
            }
            return leadFields.field(id: rule.typeID).map { FilterType($0) }
        }
    }

    /// The type of a stored trigger, by id.
    func trigger(of rule: Rule) -> TriggerType? {
        activityTypes[ActivityTypeID(Int64(rule.typeID))].flatMap { TriggerType($0) }
    }

    private func positiveFilter(named name: String) -> FilterType? {
        func find(_ name: String) -> FilterType? {
            if let type = activityTypes.type(filterNamed: name) { return FilterType(type) }
            if let membership = Self.membership(named: name) { return FilterType(membership) }
            return leadFields.field(named: name).map { FilterType($0) }
        }
        return find(name) ?? Vocabulary.oldName(for: name).flatMap(find)
    }

    private static func membership(named name: String) -> (any MembershipFilter)? {
        let wanted = name.caseFolded
        return memberships.first { ([$0.name] + $0.synonyms).contains { $0.caseFolded == wanted } }
    }
}
