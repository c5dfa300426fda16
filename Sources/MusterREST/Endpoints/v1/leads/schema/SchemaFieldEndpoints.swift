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

/// `Create Lead Fields` and `Create Program Member Fields`, each record for itself: one that cannot
/// be made is answered `skipped` with its reason, as the calls that write leads do.
///
/// - Source: Adobe, for the limits and what names may be; that a bad record does not refuse the
///   others is our choice.
struct CreateSchemaFieldsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/schema/fields.json")
    static let otherRoutes = [Route(.post, "/rest/v1/programs/members/schema/fields.json")]
    static let permission = PermissionRequirement.readWriteSchemaCustomField

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let family = SchemaFamily(request.route)
        let input = try request.records(limit: family.limit, of: "fields")
        let statuses = try await context.write { writer in
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

/// `Update Lead Field` and `Update Program Member Field`: one field's names and traits.
///
/// Of standard fields the description, the encoding in e-mails and the sensitivity may change; of
/// custom fields the display name too, and of those an API client made whether they are hidden.
struct UpdateSchemaFieldEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/schema/fields/{fieldApiName}.json")
    static let otherRoutes = [Route(.post, "/rest/v1/programs/members/schema/fields/{fieldApiName}.json")]
    static let permission = PermissionRequirement.readWriteSchemaField

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let family = SchemaFamily(request.route)
        let input = try request.records(limit: 1, of: "fields")[0]
        let caller = context.caller
        let name = try await context.write { writer in
            let field = try family.field(request, writer.catalogs, for: caller)
            let (displayName, traits) = try Self.change(of: field, input, family, writer.catalogs)
            try writer.updateField(field, of: family.object, displayName: displayName, traits: traits)
            return field.name
        }
        return .record(FieldStatus(name: name, status: "updated"))
    }

    private static func change(
        of field: any SchemaField, _ input: JSONObject, _ family: SchemaFamily, _ catalogs: Catalogs
    ) throws(APIError) -> (displayName: String, traits: FieldTraits) {
        for member in fixedMembers(of: field) where input.given(member) != nil {
            throw .notUpdateable(member, of: field.name)
        }
        var displayName = field.displayName
        if input.member(named: "displayName") != nil, field.isCustom {
            displayName = try SchemaFieldInput.displayName(input)
            try family.checkNames([displayName], catalogs, except: field)
        }
        var traits = field.traits
        try SchemaFieldInput.change(&traits, input)
        if let isHidden = try input.boolean("isHidden") { traits.isHidden = isHidden }
        return (displayName, traits)
    }

    private static func fixedMembers(of field: any SchemaField) -> [String] {
        var members = ["name", "dataType", "length", "isCustom", "isApiCreated"]
        if !field.isCustom { members.append("displayName") }
        if !field.traits.isMadeByAPI { members.append("isHidden") }
        return members
    }
}
