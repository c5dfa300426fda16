public import MusterModel

/// Why a lead or a membership changes, as the activities of the change record it.
public struct ChangeOrigin: Sendable {
    /// `Source` of the activities, such as `Web service API`.
    public var source: String
    /// `Reason` of value changes.
    public var reason: String?
    /// `Source Type` of New Lead; `nil` is the source.
    public var sourceType: String?
    /// The smart campaign that makes the change.
    public var campaign: SmartCampaignID?
    /// What campaigns had to do with it.
    public var causes: EventCauses
    /// The token overrides that travel with what the change triggers.
    public var contextID: Int64?

    public init(
        source: String, reason: String? = nil, sourceType: String? = nil, campaign: SmartCampaignID? = nil,
        causes: EventCauses = .outside, contextID: Int64? = nil
    ) {
        self.source = source
        self.reason = reason
        self.sourceType = sourceType
        self.campaign = campaign
        self.causes = causes
        self.contextID = contextID
    }

    /// - Source: Adobe's activity samples for the text in both places.
    public static let api = ChangeOrigin(source: "Web service API", reason: "Web service API")
    public static let listImport = ChangeOrigin(source: "List import", reason: "List import")
}
