public import MusterModel

/// What an instance knows besides its data: fields, activity types, settings and which activity
/// types active campaigns listen to. Replaced as a whole when one of them changes.
public struct Catalogs: Sendable {
    public var leadFields: LeadFieldCatalog
    public var programMemberFields: ProgramMemberFieldCatalog
    public var activityTypes: ActivityTypeCatalog
    public var settings: InstanceSettings
    /// Activities of these types become pending events.
    public var listenedTypes: Set<ActivityTypeID>
    /// The last commit that changed any of it.
    public internal(set) var version: CommitNumber = 0
}

extension Catalogs {
    /// Everything the instance knows besides its data, as the database has it now.
    static func load(_ connection: any SQLConnection, version: CommitNumber) throws -> Catalogs {
        Catalogs(
            leadFields: LeadFieldCatalog(
                custom: try connection.customLeadFields(), traits: try connection.standardTraits(of: .lead)),
            programMemberFields: ProgramMemberFieldCatalog(
                custom: try connection.customProgramMemberFields(),
                traits: try connection.standardTraits(of: .programMember)),
            activityTypes: ActivityTypeCatalog(custom: try approvedActivityTypes(connection)),
            settings: try InstanceSettings.load(connection),
            listenedTypes: try listenedTypes(connection), version: version)
    }

    private static func approvedActivityTypes(_ connection: any SQLConnection) throws -> [ActivityType] {
        try CustomActivityType.load(connection).compactMap(\.activityType)
    }

    private static func listenedTypes(_ connection: any SQLConnection) throws -> Set<ActivityTypeID> {
        Set(
            try connection.all("SELECT DISTINCT activity_type_id FROM active_trigger") {
                ActivityTypeID($0.int(0))
            })
    }
}

extension CustomActivityType {
    /// `nil` until it is approved, and after it was deleted.
    fileprivate var activityType: ActivityType? {
        guard let approved, !isDeleted else { return nil }
        return .custom(
            id: id, apiName: apiName, name: approved.name, filterName: approved.filterName,
            triggerName: approved.triggerName, description: approved.description ?? "",
            primary: approved.primaryAttribute.activityAttribute,
            attributes: approved.attributes.map(\.activityAttribute))
    }
}

extension CustomActivityType.Attribute {
    fileprivate var activityAttribute: ActivityAttribute {
        ActivityAttribute(name, dataType, apiName: apiName)
    }
}
