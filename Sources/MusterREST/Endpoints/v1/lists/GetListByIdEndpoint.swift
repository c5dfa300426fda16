import MusterModel
import MusterStore

/// `Get List by Id` of the lead API.
struct GetListByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists/{listId}.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let record = try context.store.read { reader in
            guard let list = try reader.staticList(StaticListID(request.id)) else { throw APIError.listNotFound }
            var programs: [FolderReference: String?] = [:]
            return try ListRecord(list, reader, programs: &programs)
        }
        return .record(record)
    }
}
