/// A lead's membership in a program.
public struct ProgramMember: Sendable, Hashable {
    /// Whether an engagement program sends content, by its name on the wire.
    public enum Cadence: String, Sendable {
        case normal = "norm"
        case paused = "pause"
    }

    public let programID: ProgramID
    public let leadID: LeadID
    /// The membership's own number, `Program Member ID` of activities.
    public var memberID: Int64?
    /// By its name, which stays when the channel is edited.
    public var status: String
    /// Stays true once a success status was reached.
    public var reachedSuccess: Bool
    public var successAt: Instant?
    public var memberSince: Instant
    public var updatedAt: Instant
    /// True when an engagement program has nothing left to send.
    public var isExhausted: Bool
    /// True when the program brought the lead into the database.
    public var isAcquiredBy: Bool
    /// Of engagement programs only.
    public var stream: String?
    public var cadence: Cadence?

    public init(
        programID: ProgramID, leadID: LeadID, memberID: Int64?, status: String, reachedSuccess: Bool = false,
        successAt: Instant? = nil, memberSince: Instant, updatedAt: Instant, isExhausted: Bool = false,
        isAcquiredBy: Bool = false, stream: String? = nil, cadence: Cadence? = nil
    ) {
        self.programID = programID
        self.leadID = leadID
        self.memberID = memberID
        self.status = status
        self.reachedSuccess = reachedSuccess
        self.successAt = successAt
        self.memberSince = memberSince
        self.updatedAt = updatedAt
        self.isExhausted = isExhausted
        self.isAcquiredBy = isAcquiredBy
        self.stream = stream
        self.cadence = cadence
    }
}
