import MusterModel
import MusterRules

/// What is known about one made-up lead.
struct TestFacts: LeadFacts {
    var values: [LeadField: FieldValue] = [:]
    var log: [NewActivity] = []
    var lists: Set<StaticListID> = []
    var programs: [ProgramID: ProgramMembershipFact] = [:]
    var campaigns: [SmartCampaignID: Instant] = [:]

    func value(of field: LeadField) -> FieldValue { values[field] ?? .null }
    func activities(of type: ActivityTypeID) -> [NewActivity] { log.filter { $0.typeID == type } }
    func isMember(ofStaticList list: StaticListID) -> Bool { lists.contains(list) }
    func programMembership(_ id: ProgramID) -> ProgramMembershipFact? { programs[id] }
    func enteredCampaign(_ id: SmartCampaignID) -> Instant? { campaigns[id] }
}
