public import MusterModel

private let columns = """
    program_id, lead_id, member_id, status, reached_success, success_at, member_since, updated_at, is_exhausted, \
    is_acquired_by, stream, nurture_cadence
    """

extension StoreReader {
    /// By ascending lead, from the first one behind `after`.
    public func programMembers(of program: ProgramID, after: LeadID?, limit: Int) throws -> [ProgramMember] {
        try connection.all(
            "SELECT \(columns) FROM program_member WHERE program_id = ? AND lead_id > ? ORDER BY lead_id LIMIT ?",
            [.id(program), .int(after?.rawValue ?? 0), .int(Int64(limit))], ProgramMember.init(row:))
    }

    /// Those of the leads who are members.
    public func programMembers(of program: ProgramID, among leads: [LeadID]) throws -> [LeadID: ProgramMember] {
        guard !leads.isEmpty else { return [:] }
        let isWanted = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let members = try connection.all(
            "SELECT \(columns) FROM program_member WHERE program_id = ? AND \(isWanted)",
            [.id(program), .ids(leads)], ProgramMember.init(row:))
        return Dictionary(members.map { ($0.leadID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those of the leads who are members of a program, whichever.
    public func membersOfAnyProgram(among leads: [LeadID]) throws -> Set<LeadID> {
        guard !leads.isEmpty else { return [] }
        var condition = MemberGroup.program.isThere("program_id")
        condition.require(connection.dialect.isOneOf("lead_id", jsonArray: "?"), [.ids(leads)])
        return Set(
            try connection.all(
                "SELECT DISTINCT lead_id FROM program_member\(condition.whereClause)", condition.arguments
            ) { LeadID($0.int(0)) })
    }

    /// One lead's memberships in programs, the newest first.
    public func programMemberships(_ query: MembershipQuery) throws -> [ProgramMember] {
        let (rest, arguments) = query.selection(
            id: "program_id", since: "member_since", updatedAt: "updated_at", MemberGroup.program.isThere("program_id"))
        return try connection.all("SELECT \(columns) FROM program_member\(rest)", arguments, ProgramMember.init(row:))
    }

    /// The program's statuses and what changes of them mean; `nil` when there is no such program.
    public func progression(of program: ProgramID) throws -> ProgramProgression? {
        guard let program = try self.program(program), let channel = try channel(named: program.channel) else {
            return nil
        }
        return ProgramProgression(program: program, channel: channel)
    }
}

extension ProgramMember {
    fileprivate init(row: any SQLRow) {
        self.init(
            programID: ProgramID(row.int(0)), leadID: LeadID(row.int(1)), memberID: row.intOrNil(2),
            status: row.text(3), reachedSuccess: row.flag(4), successAt: row.instantOrNil(5),
            memberSince: row.instant(6), updatedAt: row.instant(7), isExhausted: row.flag(8),
            isAcquiredBy: row.flag(9), stream: row.textOrNil(10),
            cadence: row.textOrNil(11).flatMap(Cadence.init(rawValue:)))
    }
}
