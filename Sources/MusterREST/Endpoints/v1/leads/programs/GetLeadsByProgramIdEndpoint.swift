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
