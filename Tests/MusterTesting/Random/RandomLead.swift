public import MusterModel
public import MusterRules

/// Everything rules can ask about one made-up person, held in memory: the interpreter's view.
public struct RandomLead: LeadFacts, Sendable {
    public var id: LeadID
    public var values: [LeadField: FieldValue]
    public var activities: [NewActivity]
    public var lists: Set<StaticListID>
    public var programs: [ProgramID: ProgramMembershipFact]
    public var campaigns: [SmartCampaignID: Instant]

    public func value(of field: LeadField) -> FieldValue {
        field == .leadID ? .integer(id.rawValue) : values[field] ?? .null
    }
    public func activities(of type: ActivityTypeID) -> [NewActivity] { activities.filter { $0.typeID == type } }
    public func isMember(ofStaticList list: StaticListID) -> Bool { lists.contains(list) }
    public func programMembership(_ id: ProgramID) -> ProgramMembershipFact? { programs[id] }
    public func enteredCampaign(_ id: SmartCampaignID) -> Instant? { campaigns[id] }
}

/// The small world that random leads and random rules have in common, so that they often meet.
public struct RandomWorld: Sendable {
    public var fields: [LeadField]
    public var types: [ActivityType]
    public let lists: [StaticListID] = [2001, 2002, 2003]
    public let programs: [ProgramID] = [3001, 3002]
    public let campaigns: [SmartCampaignID] = [4001, 4002]
    public let statuses = ["Member", "member", "Attended", "No Show", "\u{C9}tat"]

    public init(fields: [LeadField], types: [ActivityType]) {
        self.fields = fields
        self.types = types
    }

    /// Fields of every storage and activity types with attributes of every storage.
    public static let usual = RandomWorld(
        fields: [
            .email, .firstName, .company, .city, .leadScore, .numberOfEmployees, .annualRevenue, .urgency,
            .unsubscribed, .emailInvalid, .dateOfBirth, .createdAt, .emailSuspendedAt,
        ],
        types: [
            .visitWebpage, .clickEmail, .changeDataValue, .changeScore, .newLead, .interestingMoment, purchase,
        ])

    /// With an attribute of every storage.
    private static let purchase = ActivityType.custom(
        id: 100_001, apiName: "purchase", name: "Purchase", filterName: "Has Purchased", triggerName: "Purchases",
        description: "", primary: ActivityAttribute("Order"),
        attributes: [
            ActivityAttribute("Count", .integer), ActivityAttribute("Amount", .currency),
            ActivityAttribute("Weight", .float), ActivityAttribute("Gift", .boolean), ActivityAttribute("Day", .date),
            ActivityAttribute("At", .datetime), ActivityAttribute("Note", .text),
        ])

    /// The catalogue in which the world's fields and types have their filters.
    public var catalog: RuleCatalog {
        RuleCatalog(leadFields: .standard, activityTypes: ActivityTypeCatalog(custom: types.filter(\.isCustom)))
    }
}

extension RandomWorld {
    public func lead(_ id: LeadID, using random: inout SeededGenerator) -> RandomLead {
        var values: [LeadField: FieldValue] = [:]
        for field in fields where field == .createdAt || random.chance(75) {
            values[field] = value(field.dataType.storage, using: &random)
        }
        var lead = RandomLead(id: id, values: values, activities: [], lists: [], programs: [:], campaigns: [:])
        lead.activities = random.some(0...6) { activity(of: id, using: &$0) }
        for list in lists where random.chance(40) { lead.lists.insert(list) }
        for program in programs where random.chance(40) {
            lead.programs[program] = ProgramMembershipFact(
                status: random.pick(statuses), reachedSuccess: random.chance(50),
                memberSince: random.pick(NastyValues.instants))
        }
        for campaign in campaigns where random.chance(40) {
            lead.campaigns[campaign] = random.pick(NastyValues.instants)
        }
        return lead
    }

    public func value(_ storage: DataType.Storage, using random: inout SeededGenerator) -> FieldValue {
        switch storage {
        case .text: .text(random.pick(NastyValues.texts))
        case .integer: .integer(random.pick(NastyValues.integers))
        case .number: .number(random.pick(NastyValues.numbers))
        case .boolean: .boolean(random.chance(50))
        case .date: .date(random.pick(NastyValues.days))
        case .instant: .instant(random.pick(NastyValues.instants))
        }
    }

    private func activity(of lead: LeadID, using random: inout SeededGenerator) -> NewActivity {
        let type = random.pick(types)
        var attributes: JSONObject = [:]
        for attribute in type.attributes where random.chance(60) {
            attributes[attribute.name] = json(attribute.dataType.storage, using: &random)
        }
        let about = random.chance(70)
        return NewActivity(
            lead: lead, type: type.id, at: random.pick(NastyValues.instants),
            campaign: random.chance(30) ? random.pick(campaigns) : nil,
            primaryID: about ? Int64(random.number(1...5)) : nil,
            primaryValue: about ? random.pick(NastyValues.texts) : nil, attributes: attributes)
    }

    /// What a writer might put there: mostly the right JSON type, sometimes any.
    private func json(_ storage: DataType.Storage, using random: inout SeededGenerator) -> JSONValue {
        if random.chance(20) {
            return random.pick([
                .null, true, false, .number("1"), .number("1.0"), .number("-2.5e-3"), .number("100"), .array(["x"]),
                .object(["k": "v"]), .string(random.pick(NastyValues.texts)),
            ])
        }
        return switch storage {
        case .text: .string(random.pick(NastyValues.texts))
        case .integer: .integer(random.pick(NastyValues.integers))
        case .number: .double(random.pick(NastyValues.numbers))
        case .boolean: .boolean(random.chance(50))
        case .date: .string(random.pick(NastyValues.days).description)
        case .instant: .string(random.pick(NastyValues.instants).iso8601)
        }
    }
}
