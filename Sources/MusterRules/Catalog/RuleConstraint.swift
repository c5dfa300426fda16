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

extension RuleConstraint {
    /// The operator of a condition that names none: `is` in the words of the constraint, such as
    /// `in` of a membership, and `at least` of the numbers that have no `is`.
    public var usualOperatorName: String {
        let comparison =
            OperatorCatalog.operator(named: TextIsOperator().name, for: self)
            ?? OperatorCatalog.operator(named: AtLeastOperator().name, for: self)
        return comparison?.name ?? TextIsOperator().name
    }
}

extension RuleConstraint {
    /// The one constraint of a lead field's filter.
    init(_ field: LeadField) {
        self.init(field.id, field.displayName, synonyms: [field.name], field.dataType, .leadField(field), primary: true)
    }

    init(_ constraint: ActivityConstraint, primary: Bool) {
        let family: ValueFamily =
            switch constraint.source {
            case .primaryAsset, .campaign: .asset
            case .primaryField: .leadField
            // The predicate tests a recorded name as text, whatever type the attribute claims.
            case .primaryText: .recordedText
            case .attribute:
                constraint.dataType.storage == .text ? .recordedText : ValueFamily(constraint.dataType)
            }
        self.init(
            constraint.id, constraint.name, constraint.dataType, .activity(constraint.source), family: family,
            primary: primary)
    }

    /// - Source: the id is that of Adobe, "Smart Lists".
    static let dateOfActivity = RuleConstraint(
        RuleCondition.dateOfActivityID, "Date of Activity", .datetime, .dateOfActivity, family: .activityDate)

    /// - Source: product docs, "Add a Constraint to a Smart List Filter"; the id is ours.
    static let minimumTimes = RuleConstraint(
        RuleCondition.minimumTimesID, "Min. Number of Times",
        synonyms: ["Min Number of Times", "Minimum Number of Times"], .integer, .minimumTimes,
        family: .minimumTimes)
}

extension ActivityType {
    /// What its rules may compare, without the built-ins.
    var ruleConstraints: [RuleConstraint] {
        constraints.enumerated().map { RuleConstraint($1, primary: $0 == 0) }
    }
}
