public import MusterModel

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
