import MusterModel
import MusterStore

/// `Remove from List`: ids in a body, also on DELETE, or in the query.
struct RemoveFromListEndpoint: Endpoint {
    static let route = Route(.delete, "/rest/v1/lists/{listId}/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.store.write { writer in
            guard let list = try writer.reader.staticList(StaticListID(request.id)) else { throw APIError.listNotFound }
            // As flow steps record it: `Program.List` where it is in a program.
            let name = try writer.reader.assetName(.staticList, id: list.id.rawValue) ?? list.name
            let existing = try writer.reader.existing(leads)
            // An id given twice is a member only the first time.
            var removed = try writer.removeMembers(
                leads.filter(existing.contains), from: list.id, listName: name, origin: .api)
            return leads.map { lead -> RecordStatus in
                guard existing.contains(lead) else { return .skipped(lead.rawValue, .leadNotFound) }
                guard removed.remove(lead) != nil else { return .skipped(lead.rawValue, .leadNotInList) }
                return RecordStatus(id: lead.rawValue, status: "removed")
            }
        }
        return .records(statuses)
    }
}
