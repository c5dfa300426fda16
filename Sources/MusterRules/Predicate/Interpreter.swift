public import MusterModel

extension Predicate {
    /// Whether the predicate is true of one lead: the reference that the SQL printer is held
    /// against, so it favours being obvious over being fast.
    ///
    /// - Parameter smartLists: the lists that the lead is in, of those the predicate refers to.
    public func holds(for facts: some LeadFacts, inSmartLists smartLists: Set<SmartListID> = []) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .all(let parts): parts.allSatisfy { $0.holds(for: facts, inSmartLists: smartLists) }
        case .any(let parts): parts.contains { $0.holds(for: facts, inSmartLists: smartLists) }
        case .not(let part): !part.holds(for: facts, inSmartLists: smartLists)
        case .field(let field, let test): test.holds(for: facts.value(of: field))
        case .activities(let pattern, let minimum):
            facts.activities(of: pattern.typeID).count(where: pattern.matches) >= minimum
        case .inStaticList(let lists): lists.contains { facts.isMember(ofStaticList: $0) }
        case .inProgram(let membership): membership.holds(for: facts)
        case .inCampaign(let campaigns, let at):
            campaigns.contains { campaign in
                guard let entry = facts.enteredCampaign(campaign) else { return false }
                return at?.holds(for: .instant(entry)) ?? true
            }
        case .inSmartList(let list): smartLists.contains(list)
        }
    }
}

extension ProgramMembership {
    func holds(for facts: some LeadFacts) -> Bool {
        programs.contains { program in
            guard let fact = facts.programMembership(program) else { return false }
            let status = fact.status.caseFolded
            return (statuses.isEmpty || statuses.contains { $0.isIdentical(to: status) })
                && (reachedSuccess == nil || reachedSuccess == fact.reachedSuccess)
                && (memberSince?.holds(for: .instant(fact.memberSince)) ?? true)
        }
    }
}

extension ActivityPattern {
    /// Whether one activity fits: its type, its time and every condition.
    public func matches(_ activity: NewActivity) -> Bool {
        activity.typeID == typeID && (at?.contains(activity.at) ?? true)
            && conditions.allSatisfy { $0.holds(for: activity) }
    }
}

extension ActivityCondition {
    /// Whether the tested part of the activity passes.
    public func holds(for activity: NewActivity) -> Bool {
        test.holds(for: part.value(in: activity))
    }
}

extension ValueTest {
    /// Whether the value passes. A value of another type than the test's passes nothing but
    /// `isNotNull` and complements.
    public func holds(for value: FieldValue) -> Bool {
        switch self {
        case .isNull: value.isNull
        case .isNotNull: !value.isNull
        case .textIs(let texts): value.foldedText.map { text in texts.contains { $0.isIdentical(to: text) } } ?? false
        case .textStartsWith(let texts):
            value.foldedText.map { text in texts.contains { text.utf8.starts(with: $0.utf8) } } ?? false
        case .textContains(let texts):
            value.foldedText.map { text in texts.contains { text.containsBytes(of: $0) } } ?? false
        case .numberIs(let numbers): value.comparableNumber.map(numbers.contains) ?? false
        case .numberWithin(let bounds): value.comparableNumber.map(bounds.contains) ?? false
        case .isTrue: value == .boolean(true)
        case .isFalse: value == .boolean(false)
        case .dayWithin(let bounds): if case .date(let day) = value { bounds.contains(day) } else { false }
        case .instantWithin(let bounds): if case .instant(let at) = value { bounds.contains(at) } else { false }
        case .anyOf(let tests): tests.contains { $0.holds(for: value) }
        case .not(let test): !test.holds(for: value)
        }
    }
}

extension FieldValue {
    fileprivate var foldedText: String? {
        if case .text(let text) = self { text.caseFolded } else { nil }
    }

    fileprivate var comparableNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .text, .boolean, .date, .instant: nil
        }
    }
}

extension String {
    // Bytes and not characters: Swift's `contains` compares characters, so it would not find `e`
    // in `e` followed by a combining accent, and SQL does.
    fileprivate func containsBytes(of part: String) -> Bool {
        let whole = Array(utf8)
        let wanted = Array(part.utf8)
        guard wanted.count <= whole.count else { return false }
        return (0...(whole.count - wanted.count)).contains { start in
            whole[start...].starts(with: wanted)
        }
    }
}

extension ActivityCondition.Part {
    /// The tested part of a record as a value; `.null` when it has none.
    ///
    /// Attributes are read by the condition's type, whatever JSON type the writer chose: a text
    /// that is not wholly a decimal number is no number.
    public func value(in activity: NewActivity) -> FieldValue {
        switch self {
        case .primaryID: activity.primaryID.map { .integer($0) } ?? .null
        case .primaryValue: activity.primaryValue.map { .text($0) } ?? .null
        case .campaignID: activity.campaignID.map { .integer($0.rawValue) } ?? .null
        case .attribute(let name, let storage):
            activity.attributes[name]?.scalarText.map { FieldValue(recorded: $0, as: storage) } ?? .null
        }
    }
}

extension FieldValue {
    /// Reads the text of an activity's attribute; `.null` when it is not of the type.
    public init(recorded text: String, as storage: DataType.Storage) {
        switch storage {
        case .text: self = .text(text)
        case .integer, .number: self = DecimalNumber.value(of: text).map { .number($0) } ?? .null
        case .boolean:
            switch text.caseFolded {
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            default: self = .null
            }
        case .date: self = CalendarDay(text).map { .date($0) } ?? .null
        case .instant: self = Instant(text: text).map { .instant($0) } ?? .null
        }
    }
}

/// What the interpreter asks about one lead.
public protocol LeadFacts {
    func value(of field: LeadField) -> FieldValue
    func activities(of type: ActivityTypeID) -> [NewActivity]
    func isMember(ofStaticList list: StaticListID) -> Bool
    func programMembership(_ id: ProgramID) -> ProgramMembershipFact?
    /// The last time the lead entered the campaign's flow; `nil` when it never did.
    func enteredCampaign(_ id: SmartCampaignID) -> Instant?
}

/// A lead's current membership in one program.
public struct ProgramMembershipFact: Sendable, Hashable {
    public var status: String
    public var reachedSuccess: Bool
    public var memberSince: Instant

    public init(status: String, reachedSuccess: Bool, memberSince: Instant) {
        self.status = status
        self.reachedSuccess = reachedSuccess
        self.memberSince = memberSince
    }
}
