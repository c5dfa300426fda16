/// The rules of a smart list as its author wrote them: names, words and values, nothing resolved
/// to a moment. Stored as Adobe's JSON shape; `MusterRules` gives it meaning.
public struct RuleSet: Sendable, Hashable {
    public enum Match: String, Sendable { case all, any, custom }

    public var match: Match
    /// Such as `1 and (2 or 3)`, numbers being 1-based positions in `filters`; only with `custom`.
    public var customLogic: String?
    /// Only in a smart campaign's own list; any one of them starts an evaluation.
    public var triggers: [Rule]
    public var filters: [Rule]

    public init(match: Match = .all, customLogic: String? = nil, triggers: [Rule] = [], filters: [Rule] = []) {
        self.match = match
        self.customLogic = customLogic
        self.triggers = triggers
        self.filters = filters
    }

    public static let empty = RuleSet()
    public var isEmpty: Bool { triggers.isEmpty && filters.isEmpty }
}

/// One filter or trigger.
public struct Rule: Sendable, Hashable {
    /// `Activity` or `Attribute` on the wire; memberships and special filters are attributes.
    public enum Kind: String, Sendable { case activity = "Activity", attribute = "Attribute" }

    /// Unique over the instance, stable across edits; 0 until stored.
    public var id: Int64
    /// The catalogue's spelling, with `Not ` in front for the negation of an activity filter.
    public var name: String
    public var typeID: Int
    public var kind: Kind
    /// `occurs` or `not occurs` of an activity rule, else the primary condition's operator.
    public var operatorName: String
    /// The primary condition first.
    public var conditions: [RuleCondition]

    public init(
        id: Int64 = 0, name: String, typeID: Int, kind: Kind, operatorName: String, conditions: [RuleCondition]
    ) {
        self.id = id
        self.name = name
        self.typeID = typeID
        self.kind = kind
        self.operatorName = operatorName
        self.conditions = conditions
    }
}

/// One comparison inside a rule.
public struct RuleCondition: Sendable, Hashable {
    /// A lead field's id, a membership filter's id, an activity constraint's id, or one of the
    /// negative built-ins.
    public var attributeID: Int
    public var attributeName: String
    public var operatorName: String
    public var values: [RuleValue]
    public var isPrimary: Bool

    public init(
        attributeID: Int, attributeName: String, operatorName: String, values: [RuleValue], isPrimary: Bool
    ) {
        self.attributeID = attributeID
        self.attributeName = attributeName
        self.operatorName = operatorName
        self.values = values
        self.isPrimary = isPrimary
    }

    /// `Date of Activity`: the id is recorded, the other two are Muster's.
    /// - Source: Adobe, "Smart Lists".
    public static let dateOfActivityID = -101
    public static let minimumTimesID = -102
}

/// One value of a condition. An asset is compared by id and answered with its name of today.
public struct RuleValue: Sendable, Hashable, ExpressibleByStringLiteral {
    /// As written; of an asset the name at the time of writing.
    public var text: String
    /// Set where the text names an asset.
    public var assetID: Int64?

    public init(_ text: String, assetID: Int64? = nil) {
        self.text = text
        self.assetID = assetID
    }
    public init(stringLiteral value: String) { self.init(value) }
}
