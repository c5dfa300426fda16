/// Saved rules that select leads.
public struct SmartList: Sendable {
    public let id: SmartListID
    /// Unique in the workspace; of a campaign's own list the campaign's name.
    public var name: String
    public var description: String?
    public var folder: FolderReference?
    /// Set on the one list that belongs to a smart campaign; only there triggers are allowed.
    public var campaignID: SmartCampaignID?
    public var rules: RuleSet
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: SmartListID, name: String, description: String?, folder: FolderReference?,
        campaignID: SmartCampaignID?, rules: RuleSet, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.folder = folder
        self.campaignID = campaignID
        self.rules = rules
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
