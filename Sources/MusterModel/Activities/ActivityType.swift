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

/// A kind of activity: the only declaration from which its filter, the filter's negation, its
/// trigger, their constraints and its description follow.
public struct ActivityType: Sendable {
    public let id: ActivityTypeID
    /// Marketo's name, such as `Visit Webpage`.
    public let name: String
    public let description: String
    public let primaryAttribute: ActivityAttribute?
    public let attributes: [ActivityAttribute]
    /// The filter's name, such as `Visited Web Page`; `nil` when there is none.
    public let filterName: String?
    /// The trigger's name, such as `Visits Web Page`; `nil` when there is none.
    public let triggerName: String?
    /// What the product's own pages call the filter and the trigger where that differs.
    public let synonyms: [String]
    /// What a rule may ask of one activity, the primary constraint first. The two built-ins
    /// (`Date of Activity`, `Min. Number of Times`) are not listed: every filter has them.
    public let constraints: [ActivityConstraint]
    /// Of custom types only.
    public let apiName: String?

    public init(
        id: ActivityTypeID, name: String, description: String, primaryAttribute: ActivityAttribute? = nil,
        attributes: [ActivityAttribute] = [], filter: String? = nil, trigger: String? = nil,
        synonyms: [String] = [], constraints: [ActivityConstraint] = [], apiName: String? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.primaryAttribute = primaryAttribute
        self.attributes = attributes
        self.filterName = filter
        self.triggerName = trigger
        self.synonyms = synonyms
        self.constraints = constraints
        self.apiName = apiName
    }

    public var isCustom: Bool { apiName != nil }
}

public struct ActivityAttribute: Sendable, Hashable {
    public let name: String
    public let dataType: DataType
    /// Of custom types only.
    public let apiName: String?

    public init(_ name: String, _ dataType: DataType = .string, apiName: String? = nil) {
        self.name = name
        self.dataType = dataType
        self.apiName = apiName
    }
}

/// One thing a rule may ask of an activity, such as `Web Page` of a page visit.
public struct ActivityConstraint: Sendable, Hashable {
    /// Where the asked-for value is in the record.
    public enum Source: Sendable, Hashable {
        /// An asset: compared by id through `primaryID`; text operators see `primaryValue`.
        case primaryAsset(AssetKind)
        /// The lead field an activity 13 or 22 is about, by `primaryID`.
        case primaryField
        /// The text of `primaryValue`, no id behind it.
        case primaryText
        /// An attribute of the record, by its name.
        case attribute(String)
        /// The campaign that caused the activity.
        case campaign
    }

    /// Numbered over all types; `activityAttributeId` on the wire.
    public let id: Int
    public let name: String
    public let dataType: DataType
    public let source: Source

    public init(_ id: Int, _ name: String, _ dataType: DataType = .string, _ source: Source) {
        self.id = id
        self.name = name
        self.dataType = dataType
        self.source = source
    }
}

/// What a rule value or a step parameter may name by `Program.Asset` or by its own name.
public enum AssetKind: String, Sendable, Hashable, CaseIterable {
    case staticList = "static list"
    case smartList = "smart list"
    case smartCampaign = "smart campaign"
    case program
    case email
    case form
    case landingPage = "landing page"
    case webhook
    case segmentation
    case leadPartition = "lead partition"
}
