public import MusterModel

/// What a smart list asks of one lead, with every bound a finished value.
///
/// Rules are lowered to this once, with the moment and the time zone; the interpreter, the SQL
/// printer and the column index only read it. It is two-valued: a test of a field without a value
/// is false (except `isNull`), and `not` is the exact complement.
public indirect enum Predicate: Sendable, Hashable {
    case always
    case never
    /// True when empty.
    case all([Predicate])
    /// False when empty.
    case any([Predicate])
    case not(Predicate)
    case field(LeadField, ValueTest)
    /// The lead has at least `atLeast` (1 or more) activities that fit the pattern.
    case activities(ActivityPattern, atLeast: Int)
    /// Member of at least one of the lists.
    case inStaticList([StaticListID])
    case inProgram(ProgramMembership)
    /// Entered the flow of at least one of the campaigns, at a time inside the bounds.
    case inCampaign([SmartCampaignID], at: ValueTest?)
    /// The rules of the list are true of the lead; what they are, `Criteria.lists` says.
    case inSmartList(SmartListID)
}

/// A test of one stored value. Every test except `isNull` is false for no value.
public indirect enum ValueTest: Sendable, Hashable {
    case isNull
    case isNotNull
    /// One of the texts, ignoring case. The texts are case-folded.
    case textIs([String])
    /// Begins with one of the case-folded texts.
    case textStartsWith([String])
    /// Contains one of the case-folded texts.
    case textContains([String])
    /// Equal to one of the numbers.
    case numberIs([Double])
    /// Between the bounds; a missing bound is open.
    case numberWithin(Bounds<Double>)
    case isTrue
    case isFalse
    case dayWithin(Bounds<CalendarDay>)
    case instantWithin(Bounds<Instant>)
    /// True when any of the tests is.
    case anyOf([ValueTest])
    /// The complement of the test; of no value it is true when the inner test is false.
    case not(ValueTest)
}

/// A range whose ends may be open, and each may be included or not.
public struct Bounds<Value: Comparable & Sendable & Hashable>: Sendable, Hashable {
    public struct End: Sendable, Hashable {
        public let value: Value
        public let isIncluded: Bool
        public init(_ value: Value, included: Bool) {
            self.value = value
            self.isIncluded = included
        }
    }
    public let lower: End?
    public let upper: End?

    public init(lower: End? = nil, upper: End? = nil) {
        self.lower = lower
        self.upper = upper
    }
    public static func from(_ value: Value) -> Self { .init(lower: End(value, included: true)) }
    public static func after(_ value: Value) -> Self { .init(lower: End(value, included: false)) }
    public static func before(_ value: Value) -> Self { .init(upper: End(value, included: false)) }
    public static func upTo(_ value: Value) -> Self { .init(upper: End(value, included: true)) }
    public static func closed(_ low: Value, _ high: Value) -> Self {
        .init(lower: End(low, included: true), upper: End(high, included: true))
    }
    /// The upper end is not included.
    public static func halfOpen(_ low: Value, _ high: Value) -> Self {
        .init(lower: End(low, included: true), upper: End(high, included: false))
    }

    public func contains(_ value: Value) -> Bool {
        if let lower, lower.isIncluded ? value < lower.value : value <= lower.value { return false }
        if let upper, upper.isIncluded ? value > upper.value : value >= upper.value { return false }
        return true
    }
}

/// Which activities of one type count: those that satisfy every condition on the same record.
public struct ActivityPattern: Sendable, Hashable {
    public let typeID: ActivityTypeID
    /// The time of the activity; `nil` when all of history counts.
    public let at: Bounds<Instant>?
    public let conditions: [ActivityCondition]

    public init(typeID: ActivityTypeID, at: Bounds<Instant>? = nil, conditions: [ActivityCondition] = []) {
        self.typeID = typeID
        self.at = at
        self.conditions = conditions
    }
}

/// A test of one part of an activity record.
public struct ActivityCondition: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        /// `primaryID`, tested as a number.
        case primaryID
        /// `primaryValue`, tested as text.
        case primaryValue
        /// `campaignID`, tested as a number.
        case campaignID
        /// An attribute, read as the type says: text, number, boolean (`true`), day or instant.
        case attribute(String, DataType.Storage)
    }
    public let part: Part
    public let test: ValueTest

    public init(_ part: Part, _ test: ValueTest) {
        self.part = part
        self.test = test
    }
}

/// A current membership in at least one of the programs that satisfies every condition.
public struct ProgramMembership: Sendable, Hashable {
    public let programs: [ProgramID]
    /// Case-folded status names; empty for any.
    public let statuses: [String]
    public let reachedSuccess: Bool?
    public let memberSince: ValueTest?

    public init(
        programs: [ProgramID], statuses: [String] = [], reachedSuccess: Bool? = nil, memberSince: ValueTest? = nil
    ) {
        self.programs = programs
        self.statuses = statuses
        self.reachedSuccess = reachedSuccess
        self.memberSince = memberSince
    }
}

/// What a smart list, the filters of a trigger or a choice ask of a lead, with everything that they
/// refer to.
///
/// A list that is referred to stands here once, however often and from wherever that happens, and
/// `Predicate.inSmartList` names it: lists that multiply what is below them cost what they are and
/// not what they would be unfolded, and a chain of lists is a row and not a depth.
public struct Criteria: Sendable {
    /// A smart list that *Member of Smart List* refers to.
    public struct NestedList: Sendable {
        public let id: SmartListID
        public let predicate: Predicate

        public init(_ id: SmartListID, _ predicate: Predicate) {
            self.id = id
            self.predicate = predicate
        }
    }

    public let predicate: Predicate
    /// Each once, and behind those that it refers to itself.
    public let lists: [NestedList]

    public init(_ predicate: Predicate, lists: [NestedList] = []) {
        self.predicate = predicate
        self.lists = lists
    }

    /// The same people as far as the predicate, too, is true of them.
    public func and(_ other: Predicate) -> Criteria {
        Criteria(Predicate.all([other, predicate]).simplified, lists: lists)
    }

    /// Whether one lead meets them: the reference for all other readers, as `Predicate.holds` is.
    public func holds(for facts: some LeadFacts) -> Bool {
        var members: Set<SmartListID> = []
        for list in lists where list.predicate.holds(for: facts, inSmartLists: members) { members.insert(list.id) }
        return predicate.holds(for: facts, inSmartLists: members)
    }
}
