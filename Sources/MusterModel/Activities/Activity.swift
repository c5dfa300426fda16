/// One entry of the activity log: what happened to a lead, when, and because of which campaign.
public struct Activity: Sendable {
    /// Increasing in the order of commits; also the position of triggers and paging tokens.
    public let id: ActivityID
    public let content: NewActivity

    public init(id: ActivityID, content: NewActivity) {
        self.id = id
        self.content = content
    }
}

/// An activity that has no id yet.
public struct NewActivity: Sendable {
    public var leadID: LeadID
    public var typeID: ActivityTypeID
    public var at: Instant
    /// The smart campaign that caused it, if one did.
    public var campaignID: SmartCampaignID?
    /// The id of the asset or field the activity is about.
    public var primaryID: Int64?
    /// The name of that asset or field at the time, qualified as `Program.Asset`; of a field its
    /// display name.
    public var primaryValue: String?
    /// By attribute name; attributes without a value are left out.
    public var attributes: JSONObject

    public init(
        lead: LeadID, type: ActivityTypeID, at: Instant, campaign: SmartCampaignID? = nil,
        primaryID: Int64? = nil, primaryValue: String? = nil, attributes: JSONObject = [:]
    ) {
        self.leadID = lead
        self.typeID = type
        self.at = at
        self.campaignID = campaign
        self.primaryID = primaryID
        self.primaryValue = primaryValue
        self.attributes = attributes
    }
}
