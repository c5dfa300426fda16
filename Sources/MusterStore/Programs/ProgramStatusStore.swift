public import MusterModel

/// What became of one lead whose status in a program was to be written.
public enum ProgramStatusOutcome: Sendable, Hashable {
    /// Became a member.
    case entered
    /// Moved to another status.
    case moved
    /// Was a member and is none any more.
    case left
    /// Had the status already.
    case unchanged
    /// Is at a later step, where it stays.
    case past
    /// Was to leave and is no member.
    case notInProgram
    /// There is no such lead.
    case unknownLead
}

extension StoreWriter {
    /// By program and lead: the memberships, and the values of their fields.
    static let programMemberTables = ["program_member", "program_member_value"]

    /// Gives leads a status in a program and logs *Change Status in Progression* for each that got
    /// it, in the order of `leads`. Answers one outcome for each of `leads`; a lead given twice is
    /// treated one after the other.
    ///
    /// - Membership: begins with the first status and ends with *Not in Program* (step 0), which
    ///   also forgets the values of program member fields, and the acquisition if it was this
    ///   program's.
    /// - Success: set with its date when a success status is first reached; it stays. Only that
    ///   activity says `Success` true.
    /// - Acquisition: a lead that becomes a member, is in no other program and has no acquisition
    ///   program is acquired by this one: `acquisitionProgramId` and `acquisitionDate` are set
    ///   without an activity of their own.
    /// - Engagement programs put a new member into the first stream at the normal cadence.
    ///
    /// A handful of statements whatever the number of leads.
    /// - Parameter logsRepetition: log the status a lead has already once more, as a flow step does.
    @discardableResult
    public func setProgramStatus(
        _ status: Channel.Status, of leads: [LeadID], in progression: ProgramProgression, origin: ChangeOrigin,
        logsRepetition: Bool = false
    ) throws -> [ProgramStatusOutcome] {
        var changes: [ProgramStatusChange] = []
        let outcomes = try decide(status, leads, progression, logsRepetition, &changes)
        try number(&changes, in: progression.program.id)
        try store(changes, progression.program.id)
        try storeAcquisitions(changes, progression.program.id)
        let activities = changes.map { $0.activity(in: progression, at: now, origin) }
        try append(activities, causes: origin.causes, contextID: origin.contextID)
        return outcomes
    }

    private func decide(
        _ status: Channel.Status, _ leads: [LeadID], _ progression: ProgramProgression, _ logsRepetition: Bool,
        _ changes: inout [ProgramStatusChange]
    ) throws -> [ProgramStatusOutcome] {
        let program = progression.program
        let known = try reader.leads(leads, fields: [.acquisitionProgramId])
        let acquisitions = Dictionary(known.map { ($0.id, $0[.acquisitionProgramId]) }, uniquingKeysWith: { $1 })
        var members = try reader.programMembers(of: program.id, among: leads)
        let inPrograms = try reader.membersOfAnyProgram(among: leads.filter { acquisitions[$0] == .some(.null) })

        return leads.map { lead in
            guard let acquisition = acquisitions[lead] else { return .unknownLead }
            let member = members[lead]
            let move = progression.move(from: member?.status, to: status)
            var change = ProgramStatusChange(lead: lead, move: move, old: member)
            switch move {
            case .stayOut: return .notInProgram
            case .back: return .past
            case .stay:
                if logsRepetition { changes.append(change) }
                return .unchanged
            case .leave:
                change.endsAcquisition =
                    member?.isAcquiredBy == true && acquisition == .integer(program.id.rawValue)
                members[lead] = nil
            case .enter:
                change.isAcquired = acquisition.isNull && !inPrograms.contains(lead)
                change.new = .entering(program, lead, status, isAcquired: change.isAcquired, at: now)
            case .advance:
                change.new = member?.moved(to: status, at: now)
            }
            members[lead] = change.new
            changes.append(change)
            return move.outcome
        }
    }

    /// New memberships get their numbers.
    private func number(_ changes: inout [ProgramStatusChange], in program: ProgramID) throws {
        let entering = changes.indices.filter { changes[$0].move == .enter }
        guard !entering.isEmpty else { return }
        let first = try nextIDs(.programMember, count: entering.count)
        for (offset, index) in entering.enumerated() { changes[index].new?.memberID = first + Int64(offset) }
    }

    private func store(_ changes: [ProgramStatusChange], _ program: ProgramID) throws {
        let entering = changes.filter { $0.move == .enter }.compactMap(\.new)
        try write(
            .programMembers(program, entering.map(\.leadID)),
            """
            INSERT INTO program_member (program_id, lead_id, member_id, status, reached_success, success_at, \
            member_since, updated_at, is_acquired_by, stream, nurture_cadence) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, count: entering.count
        ) { binder, index in
            let member = entering[index]
            binder.bind(program.rawValue)
            binder.bind(member.leadID.rawValue)
            binder.bind(optional: member.memberID)
            binder.bind(member.status)
            binder.bind(member.reachedSuccess ? 1 : Int64(0))
            binder.bind(optional: member.successAt?.milliseconds)
            binder.bind(member.memberSince.milliseconds)
            binder.bind(member.updatedAt.milliseconds)
            binder.bind(member.isAcquiredBy ? 1 : Int64(0))
            binder.bind(optional: member.stream)
            binder.bind(optional: member.cadence?.rawValue)
        }
        let moving = changes.filter { $0.move == .advance }.compactMap(\.new)
        try write(
            .programMembers(program, moving.map(\.leadID)),
            """
            UPDATE program_member SET status = ?, reached_success = ?, success_at = ?, updated_at = ? \
            WHERE program_id = ? AND lead_id = ?
            """, count: moving.count
        ) { binder, index in
            let member = moving[index]
            binder.bind(member.status)
            binder.bind(member.reachedSuccess ? 1 : Int64(0))
            binder.bind(optional: member.successAt?.milliseconds)
            binder.bind(member.updatedAt.milliseconds)
            binder.bind(program.rawValue)
            binder.bind(member.leadID.rawValue)
        }
        let leaving = changes.filter { $0.move == .leave }.map(\.lead)
        guard !leaving.isEmpty else { return }
        let isLeaving = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        for table in Self.programMemberTables {
            try write(
                .programMembers(program, leaving), "DELETE FROM \(table) WHERE program_id = ? AND \(isLeaving)",
                [.id(program), .ids(leaving)])
        }
    }

    private func storeAcquisitions(_ changes: [ProgramStatusChange], _ program: ProgramID) throws {
        let changed = changes.filter { $0.isAcquired || $0.endsAcquisition }
        let acquired = changed.map { $0.isAcquired ? FieldValue.integer(program.rawValue) : .null }
        let columns = [LeadField.acquisitionProgramId, .acquisitionDate, .updatedAt].map { "\($0.column) = ?" }
        try write(
            .set(.acquisitionProgramId, changed.map(\.lead), acquired),
            "UPDATE lead SET \(columns.joined(separator: ", ")) WHERE id = ?", count: changed.count
        ) { binder, index in
            let isAcquired = changed[index].isAcquired
            binder.bind(optional: isAcquired ? program.rawValue : nil)
            binder.bind(optional: isAcquired ? now.milliseconds : nil)
            binder.bind(now.milliseconds)
            binder.bind(changed[index].lead.rawValue)
        }
    }
}

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
