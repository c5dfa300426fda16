import MusterModel
import MusterStore

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
        let name = try await context.store.write { writer in
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
