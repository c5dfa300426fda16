import MusterModel
import MusterStore

/// `Get Lead Field by Name` and `Get Program Member Field by Name`.
struct GetSchemaFieldByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/schema/fields/{fieldApiName}.json")
    static let otherRoutes = [Route(.get, "/rest/v1/programs/members/schema/fields/{fieldApiName}.json")]
    static let permission = PermissionRequirement.readWriteSchemaField

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let family = SchemaFamily(request.route)
        let field = try family.field(request, context.store.catalogs, for: context.caller)
        return .record(SchemaFieldRecord(field: field))
    }
}
