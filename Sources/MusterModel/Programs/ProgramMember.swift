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

/// The way of people through one program: the statuses of its channel and which change is allowed.
public struct ProgramProgression: Sendable {
    /// What writing a status means for a lead with the status it has.
    public enum Move: Sendable, Hashable {
        /// Becomes a member.
        case enter
        /// Moves to a later step, or to another status of the same step.
        case advance
        /// Has the status already.
        case stay
        /// The status is of an earlier step: nobody moves back.
        case back
        /// Stops being a member.
        case leave
        /// Is no member and shall be none.
        case stayOut
    }

    public let program: Program
    public let channel: Channel

    public init(program: Program, channel: Channel) {
        self.program = program
        self.channel = channel
    }

    /// By name in any case.
    public func status(named name: String) -> Channel.Status? {
        let wanted = name.trimmingBlanks.caseFolded
        return channel.statuses.first { $0.name.caseFolded == wanted }
    }

    /// The status of those who become members without being given one.
    /// - Source: Adobe, "Understanding Program Membership": the first status in the progression.
    public var firstStatus: Channel.Status? {
        channel.statuses.filter { $0.step > 0 && !$0.isHidden }.min { $0.step < $1.step }
    }

    /// The status of those who are no members.
    public var notInProgram: Channel.Status {
        channel.statuses.first { $0.step == 0 } ?? Channel.Status(name: "Not in Program", step: 0)
    }

    /// - Parameter current: the lead's status; `nil` for one who is no member. A status that the
    ///   channel has no more holds nobody back.
    public func move(from current: String?, to status: Channel.Status) -> Move {
        guard let current else { return status.step == 0 ? .stayOut : .enter }
        if status.step == 0 { return .leave }
        if current.isIdentical(to: status.name) { return .stay }
        guard let step = channel.statuses.first(where: { $0.name.isIdentical(to: current) })?.step else {
            return .advance
        }
        return status.step < step ? .back : .advance
    }

    /// `New Status ID` and `Old Status ID` of activities: the channel's id times 1,000 plus the
    /// status's place in it, `nil` when the channel has no such status.
    /// - Source: our choice; Marketo's ids are instance-specific and no call answers them.
    public func statusID(of name: String) -> Int64? {
        guard let place = channel.statuses.firstIndex(where: { $0.name.isIdentical(to: name) }) else { return nil }
        return channel.id * 1_000 + Int64(place)
    }
}
