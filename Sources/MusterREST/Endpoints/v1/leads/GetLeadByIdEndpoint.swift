import MusterModel
import MusterStore

/// `Get Lead by Id`.
struct GetLeadByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lead/{id}.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.store.read { reader in
            let fields = try LeadFields(request, reader.catalogs.leadFields)
            guard let lead = try reader.lead(LeadID(request.id), fields: fields.fields) else {
                throw APIError.leadNotFound(request.id)
            }
            return fields.result([lead])
        }
    }
}
