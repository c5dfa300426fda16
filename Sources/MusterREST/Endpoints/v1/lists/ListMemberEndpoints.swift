import MusterModel
import MusterStore

/// `Get Leads by List Id`, also under the old path that most clients still call.
struct GetLeadsByListIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists/{listId}/leads.json")
    static let otherRoutes = [Route(.get, "/rest/v1/list/{listId}/leads.json")]
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let list = StaticListID(request.id)
        let filter = [list.description]
        let size = try request.batchSize()
        let position = try request.position(.listLeads, filter: filter, context)
        return try context.store.read { reader in
            let fields = try LeadFields(request, reader.catalogs.leadFields)
            guard try reader.staticList(list) != nil else { throw APIError.listNotFound }
            let members = try reader.members(of: list, after: position.map { LeadID($0.after) }, limit: size + 1)
            var result = fields.result(try reader.leads(Array(members.prefix(size)), fields: fields.fields))
            if members.count > size {
                result.nextPageToken = context.pagingTokens.token(
                    for: PagePosition(kind: .listLeads, after: members[size - 1].rawValue), filter: filter)
            }
            return result
        }
    }
}

/// `Add to List`. Who is a member already is answered `added`, without an activity.
struct AddToListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/lists/{listId}/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.write { writer in
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

/// `Remove from List`: ids in a body, also on DELETE, or in the query.
struct RemoveFromListEndpoint: Endpoint {
    static let route = Route(.delete, "/rest/v1/lists/{listId}/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.write { writer in
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

/// `Member of List`. The one GET that may take a JSON body.
struct MemberOfListEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists/{listId}/leads/ismember.json")
    static let permission = PermissionRequirement.readOnlyLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let leads = try request.leadIDs()
        let list = StaticListID(request.id)
        return try context.store.read { reader in
            guard try reader.staticList(list) != nil else { throw APIError.listNotFound }
            let existing = try reader.existing(leads)
            let members = try reader.members(of: list, among: leads)
            return .records(
                leads.map { lead -> RecordStatus in
                    guard existing.contains(lead) else { return .skipped(lead.rawValue, .leadNotFound) }
                    return RecordStatus(
                        id: lead.rawValue, status: members.contains(lead) ? "memberof" : "notmemberof")
                })
        }
    }
}
