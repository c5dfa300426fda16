public import MusterModel

/// One thing a filter or trigger lets a rule compare.
public struct RuleConstraint: Sendable, Hashable {
    /// Whose value is compared.
    public enum Subject: Sendable, Hashable {
        case leadField(LeadField)
        case activity(ActivityConstraint.Source)
        /// The built-in -101.
        case dateOfActivity
        /// The built-in -102.
        case minimumTimes
        case membership(AssetKind)
        case programStatus
        case reachedSuccess
        case membershipDate
        case campaignEntryDate
    }

    /// `attributeId` or `activityAttributeId` on the wire.
    public let id: Int
    public let name: String
    /// Other names that documents may use.
    public let synonyms: [String]
    public let dataType: DataType
    public let subject: Subject
    public let family: ValueFamily
    /// True of exactly the first constraint of a type.
    public let isPrimary: Bool

    init(
        _ id: Int, _ name: String, synonyms: [String] = [], _ dataType: DataType, _ subject: Subject,
        family: ValueFamily? = nil, primary: Bool = false
    ) {
        self.id = id
        self.name = name
        self.synonyms = synonyms
        self.dataType = dataType
        self.subject = subject
        self.family = family ?? ValueFamily(dataType)
        self.isPrimary = primary
    }

    /// The kind of asset that the values name; `nil` where they are not assets.
    public var assetKind: AssetKind? {
        switch subject {
        case .activity(.primaryAsset(let kind)), .membership(let kind): kind
        case .activity(.campaign): .smartCampaign
        default: nil
        }
    }
}
