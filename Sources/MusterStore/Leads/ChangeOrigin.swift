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
    /// How many campaigns caused each other to get here.
    public var depth: Int
    /// The token overrides that travel with what the change triggers.
    public var contextID: Int64?

    public init(
        source: String, reason: String? = nil, sourceType: String? = nil, campaign: SmartCampaignID? = nil,
        depth: Int = 0, contextID: Int64? = nil
    ) {
        self.source = source
        self.reason = reason
        self.sourceType = sourceType
        self.campaign = campaign
        self.depth = depth
        self.contextID = contextID
    }

    /// - Source: Adobe's activity samples for the text in both places.
    public static let api = ChangeOrigin(source: "Web service API", reason: "Web service API")
    public static let listImport = ChangeOrigin(source: "List import", reason: "List import")
}
