import MusterModel
import MusterStore

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
        let statuses = try await context.store.write { writer in
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
