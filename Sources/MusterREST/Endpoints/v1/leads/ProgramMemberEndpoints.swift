import MusterModel
import MusterStore

/// `Get Leads by Program Id`: the members of a program by ascending lead id.
struct GetLeadsByProgramIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/programs/{programId}.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let program = ProgramID(request.id)
        let filter = [program.description]
        let size = try request.batchSize()
        let position = try request.position(.programLeads, filter: filter, context)
        return try context.store.read { reader in
            let fields = try LeadFields(request, reader.catalogs.leadFields)
            guard try reader.program(program) != nil else { throw APIError.programNotFound }
            let members = try reader.programMembers(
                of: program, after: position.map { LeadID($0.after) }, limit: size + 1)
            let page = members.prefix(size)
            let memberships = Dictionary(page.map { ($0.leadID, $0) }, uniquingKeysWith: { first, _ in first })
            var result = APIResult.records(try reader.leads(page.map(\.leadID), fields: fields.fields)) {
                writer, lead in
                fields.write(lead, &writer) { writer in
                    guard let member = memberships[lead.id] else { return }
                    writer.key("membership")
                    ProgramMembershipRecord(member: member, hasStatusType: true).write(&writer)
                }
            }
            if members.count > size {
                result.nextPageToken = context.pagingTokens.token(
                    for: PagePosition(kind: .programLeads, after: members[size - 1].leadID.rawValue), filter: filter)
            }
            return result
        }
    }
}

/// `Change Lead Program Status`, the older call for it: each lead for itself.
///
/// - Source: that success is answered `updated`, also of a new member, is our choice; so is that
///   `Not in Program` ends the membership, as the flow step does.
struct ChangeLeadProgramStatusEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/programs/{programId}/status.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.requiredText("status")
        let leads = try request.leadIDs()
        let statuses = try await context.write { writer in
            guard let progression = try writer.reader.progression(of: ProgramID(request.id)) else {
                throw APIError.programNotFound
            }
            guard let status = progression.status(named: name) else { throw APIError.programStatusNotFound }
            let outcomes = try writer.setProgramStatus(status, of: leads, in: progression, origin: .api)
            return zip(leads, outcomes).map { RecordStatus($0, $1) }
        }
        return .records(statuses)
    }
}

extension RecordStatus {
    fileprivate init(_ lead: LeadID, _ outcome: ProgramStatusOutcome) {
        switch outcome {
        case .entered, .moved, .left: self.init(id: lead.rawValue, status: "updated")
        case .unchanged, .past: self = .skipped(lead.rawValue, .statusNotAhead)
        case .notInProgram: self = .skipped(lead.rawValue, .leadNotInProgram)
        case .unknownLead: self = .skipped(lead.rawValue, .leadNotFound)
        }
    }
}
