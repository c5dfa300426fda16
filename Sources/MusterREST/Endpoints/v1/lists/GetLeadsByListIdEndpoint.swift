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
