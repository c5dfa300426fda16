import MusterModel
import MusterStore

/// `Get Lead Fields` and `Get Program Member Fields`: hidden ones too, by ascending id.
struct GetSchemaFieldsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/schema/fields.json")
    static let otherRoutes = [Route(.get, "/rest/v1/programs/members/schema/fields.json")]
    static let permission = PermissionRequirement.readWriteSchemaField

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let family = SchemaFamily(request.route)
        let size = try request.batchSize()
        let position = try request.position(family.pageKind, context)
        let after = position?.after ?? 0
        let fields = family.fields(context.store.catalogs).filter { $0.id > after && context.caller.maySee($0) }
        var result = APIResult.records(fields.prefix(size).map(SchemaFieldRecord.init))
        result.moreResult = fields.count > size
        if fields.count > size {
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: family.pageKind, after: Int64(fields[size - 1].id)))
        }
        return result
    }
}
