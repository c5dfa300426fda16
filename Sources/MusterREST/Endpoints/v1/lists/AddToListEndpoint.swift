import MusterModel
import MusterStore

/// `Add to List`. Who is a member already is answered `added`, without an activity.
struct AddToListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/lists/{listId}/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.store.write { writer in
            guard let list = try writer.reader.staticList(StaticListID(request.id)) else { throw APIError.listNotFound }
            // As flow steps record it: `Program.List` where it is in a program.
            let name = try writer.reader.assetName(.staticList, id: list.id.rawValue) ?? list.name
            let existing = try writer.reader.existing(leads)
            try writer.addMembers(
                leads.filter(existing.contains), to: list.id, listName: name, origin: .api)
            return leads.map { lead in
                existing.contains(lead)
                    ? RecordStatus(id: lead.rawValue, status: "added") : .skipped(lead.rawValue, .leadNotFound)
            }
        }
        return .records(statuses)
    }
}
