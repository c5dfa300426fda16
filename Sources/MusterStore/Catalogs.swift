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
