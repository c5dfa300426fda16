/// Every activity type of an instance: the standard ones and its approved custom ones.
public struct ActivityTypeCatalog: Sendable {
    /// By ascending id.
    public let types: [ActivityType]
    private let byID: [ActivityTypeID: ActivityType]
    private let byFilterName: [String: ActivityType]
    private let byTriggerName: [String: ActivityType]

    public init(custom: [ActivityType] = []) {
        types = (ActivityType.standard + custom).sorted { $0.id < $1.id }
        byID = Dictionary(types.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var filters: [String: ActivityType] = [:]
        var triggers: [String: ActivityType] = [:]
        for type in types {
            for synonym in type.synonyms {
                if type.filterName != nil { filters[synonym.caseFolded] = type }
                if type.triggerName != nil { triggers[synonym.caseFolded] = type }
            }
        }
        for type in types {
            if let name = type.filterName { filters[name.caseFolded] = type }
            if let name = type.triggerName { triggers[name.caseFolded] = type }
        }
        byFilterName = filters
        byTriggerName = triggers
    }

    public static let standard = ActivityTypeCatalog()

    public subscript(id: ActivityTypeID) -> ActivityType? { byID[id] }
    /// By the filter's name in any case, without the `Not ` of the negation.
    public func type(filterNamed name: String) -> ActivityType? { byFilterName[name.caseFolded] }
    public func type(triggerNamed name: String) -> ActivityType? { byTriggerName[name.caseFolded] }
    public func type(apiName: String) -> ActivityType? { types.first { $0.apiName == apiName } }
}

extension ActivityType {
    /// The types every instance has, by name; the catalogue sorts them by id.
    ///
    /// Ids, names and attributes are what clients see: they make table and column names of them.
    /// Constraint ids are the type's id times 100 plus the position, except where recorded.
    /// - Source: Adobe, "Activities" and "Activity data stream setup"; Fivetran's Marketo seeds.
    public static let standard: [ActivityType] = [
        .addToList,
        .addToNurture,
        .addToOpportunity,
        .callWebhook,
        .changeDataValue,
        .changeLeadPartition,
        .changeNurtureCadence,
        .changeNurtureTrack,
        .changeOwner,
        .changeProgramData,
        .changeProgramMemberData,
        .changeRevenueStage,
        .changeRevenueStageManually,
        .changeScore,
        .changeSegment,
        .changeStatusInProgression,
        .clickEmail,
        .clickLink,
        .deleteLead,
        .emailBounced,
        .emailBouncedSoft,
        .emailDelivered,
        .enrichWithDataCom,
        .executeCampaign,
        .fillOutForm,
        .interestingMoment,
        .mergeLeads,
        .newLead,
        .openEmail,
        .pushLeadToMarketo,
        .receivedForwardToFriendEmail,
        .removeFromList,
        .removeFromOpportunity,
        .requestCampaign,
        .sendAlert,
        .sendEmail,
        .sentForwardToFriendEmail,
        .unsubscribeEmail,
        .updateOpportunity,
        .visitWebpage,
    ]
}

extension ActivityType {
    /// A type that an instance defines for itself.
    ///
    /// Everything recorded may be asked for: first the primary attribute by the text of its value,
    /// then each attribute by its data type. Constraint ids follow from the id of the type and the
    /// position, so they stay as long as the order of the attributes does.
    ///
    /// - Parameter attributes: At most 20, the limit of Adobe's API, which keeps the constraint ids
    ///   of two types apart.
    /// - Source: Adobe, "Custom Activities".
    public static func custom(
        id: ActivityTypeID, apiName: String, name: String, filterName: String?, triggerName: String?,
        description: String, primary: ActivityAttribute, attributes: [ActivityAttribute] = []
    ) -> ActivityType {
        let first = Int(id.rawValue) * 100 + 1
        let asked = [ActivityConstraint(first, primary.name, primary.dataType, .primaryText)]
        let further = attributes.enumerated().map { index, attribute in
            ActivityConstraint(first + 1 + index, attribute.name, attribute.dataType, .attribute(attribute.name))
        }
        return ActivityType(
            id: id, name: name, description: description, primaryAttribute: primary, attributes: attributes,
            filter: filterName, trigger: triggerName, constraints: asked + further, apiName: apiName)
    }
}
