import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// What the rules of a smart list can be made of.
struct GetSmartListRuleTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    private let kept = KeptAnswer()

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.ruleTypes(includesTriggers: false, kept)
    }
}

/// What the rules of a smart campaign's list can be made of.
struct GetSmartCampaignRuleTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/rules.json")
    static let permission = PermissionRequirement.campaignRuleTypes

    private let kept = KeptAnswer()

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.ruleTypes(includesTriggers: true, kept)
    }
}

extension APIContext {
    /// The catalogue of rules, written anew only when something changed.
    func ruleTypes(includesTriggers: Bool, _ kept: KeptAnswer) throws -> APIResult {
        try kept.answer(version: store.position.definitions) {
            let (version, catalog) = try store.read { ($0.position.definitions, $0.ruleCatalog) }
            return (version, .record(RuleCatalogRecord(catalog: catalog, includesTriggers: includesTriggers)))
        }
    }
}

/// Every filter, and for the list of a campaign every trigger, that rules can be made of.
struct RuleCatalogRecord: WireRecord {
    let catalog: RuleCatalog
    let includesTriggers: Bool

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("filters")
            writer.array(catalog.filters) { RuleTypeRecord(type: $1).write(&$0) }
            if includesTriggers {
                writer.key("triggers")
                writer.array(catalog.triggers) { RuleTypeRecord(type: $1).write(&$0) }
            }
            // Predictive filters are not built; there are none, whoever asks.
            writer.member("predictiveFilters", .object(JSONObject()))
        }
    }
}

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
