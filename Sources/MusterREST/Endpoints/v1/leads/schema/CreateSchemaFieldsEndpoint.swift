import MusterModel
import MusterStore

/// `Create Lead Fields` and `Create Program Member Fields`, each record for itself: one that cannot
/// be made is answered `skipped` with its reason, as the calls that write leads do.
///
/// - Source: Adobe, for the limits and what names may be; that a bad record does not refuse the
///   others is our choice.
struct CreateSchemaFieldsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/schema/fields.json")
    static let otherRoutes = [Route(.post, "/rest/v1/programs/members/schema/fields.json")]
    static let permission = PermissionRequirement.readWriteSchemaField

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        guard context.caller.meets(.readWriteSchemaCustomField) else { throw APIError.accessDenied }
        let family = SchemaFamily(request.route)
        let input = try request.records(limit: family.limit, of: "fields")
        let statuses = try await context.store.write { writer in
            try input.map { try Self.create($0, family, writer) }
        }
        return .records(statuses)
    }

    private static func create(_ object: JSONObject, _ family: SchemaFamily, _ writer: StoreWriter) throws
        -> FieldStatus
    {
        do {
            let definition = try definition(object, family, writer.catalogs)
            try family.create(definition, writer)
            return FieldStatus(name: definition.name, status: "created")
        } catch let error as APIError {
            return FieldStatus(name: object.given("name")?.scalarText, status: "skipped", reasons: [error])
        }
    }

    private static func definition(
        _ object: JSONObject, _ family: SchemaFamily, _ catalogs: Catalogs
    ) throws(APIError) -> FieldDefinition {
        let definition = try SchemaFieldInput.definition(object)
        try family.checkNames([definition.name, definition.displayName], catalogs)
        guard family.fields(catalogs).count(where: { $0.traits.isMadeByAPI }) < family.limit else {
            throw .tooMany("fields", limit: family.limit)
        }
        return definition
    }
}
