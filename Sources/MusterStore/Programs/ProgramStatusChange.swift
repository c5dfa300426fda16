import MusterModel

/// One lead's change of status in a program, on its way into the tables and the log.
struct ProgramStatusChange {
    let lead: LeadID
    let move: ProgramProgression.Move
    let old: ProgramMember?
    /// `nil` for who leaves, and for a repeated status.
    var new: ProgramMember?
    var isAcquired = false
    var endsAcquisition = false

    init(lead: LeadID, move: ProgramProgression.Move, old: ProgramMember?) {
        self.lead = lead
        self.move = move
        self.old = old
    }

    /// Who is no member has the status *Not in Program*.
    func activity(in progression: ProgramProgression, at now: Instant, _ origin: ChangeOrigin) -> NewActivity {
        let outside = progression.notInProgram.name
        let oldStatus = old?.status ?? outside
        let newStatus = move == .stay ? oldStatus : new?.status ?? outside
        let reachesSuccess = new?.reachedSuccess == true && old?.reachedSuccess != true
        var attributes: JSONObject = ["Acquired By": .boolean(isAcquired), "New Status": .string(newStatus)]
        if let id = progression.statusID(of: newStatus) { attributes["New Status ID"] = .integer(id) }
        attributes["Old Status"] = .string(oldStatus)
        if let id = progression.statusID(of: oldStatus) { attributes["Old Status ID"] = .integer(id) }
        if let member = (new ?? old)?.memberID { attributes["Program Member ID"] = .integer(member) }
        if let reason = origin.reason { attributes["Reason"] = .string(reason) }
        attributes["Success"] = .boolean(reachesSuccess)
        return NewActivity(
            lead: lead, type: ActivityType.changeStatusInProgression.id, at: now, campaign: origin.campaign,
            primaryID: progression.program.id.rawValue, primaryValue: progression.program.name,
            attributes: attributes)
    }
}

extension ProgramMember {
    /// - Source: our choice for the stream: the name a new engagement program's first one has.
    static func entering(
        _ program: Program, _ lead: LeadID, _ status: Channel.Status, isAcquired: Bool, at now: Instant
    ) -> ProgramMember {
        let hasStreams = program.kind == .engagement
        return ProgramMember(
            programID: program.id, leadID: lead, memberID: nil, status: status.name,
            reachedSuccess: status.isSuccess, successAt: status.isSuccess ? now : nil, memberSince: now,
            updatedAt: now, isAcquiredBy: isAcquired, stream: hasStreams ? "Stream 1" : nil,
            cadence: hasStreams ? .normal : nil)
    }

    func moved(to status: Channel.Status, at now: Instant) -> ProgramMember {
        var member = self
        member.status = status.name
        member.updatedAt = now
        if status.isSuccess, !member.reachedSuccess {
            member.reachedSuccess = true
            member.successAt = now
        }
        return member
    }
}

extension ProgramProgression.Move {
    var outcome: ProgramStatusOutcome {
        switch self {
        case .enter: .entered
        case .advance: .moved
        case .leave: .left
        case .stay: .unchanged
        case .back: .past
        case .stayOut: .notInProgram
        }
    }
}
