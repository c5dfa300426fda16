import MusterModel
import MusterStore

/// `Delete Leads`, as DELETE and as POST.
struct DeleteLeadsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/delete.json")
    static let otherRoutes = [Route(.delete, "/rest/v1/leads.json")]
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.store.write { writer in
            // An id given twice is there only the first time.
            var deleted = try writer.deleteLeads(leads, origin: .api)
            return leads.map { lead -> RecordStatus in
                guard deleted.remove(lead) != nil else { return .skipped(lead.rawValue, .leadNotFound) }
                return RecordStatus(id: lead.rawValue, status: "deleted")
            }
        }
        return .records(statuses)
    }
}
