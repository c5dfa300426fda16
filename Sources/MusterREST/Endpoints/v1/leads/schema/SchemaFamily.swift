import MusterModel
import MusterStore

/// Whose fields a schema call is about: those of leads or those of program members.
struct SchemaFamily {
    let object: SchemaObject

    /// By the route's path.
    init(_ route: Route) {
        object = route.path.hasPrefix("/rest/v1/leads/") ? .lead : .programMember
    }

    var pageKind: PagePosition.Kind {
        switch object {
        case .lead: .leadSchemaFields
        case .programMember: .programMemberSchemaFields
        }
    }

    /// Most custom fields that API clients may make.
    /// - Source: Adobe, "Leads" and "Program Members".
    var limit: Int {
        switch object {
        case .lead: 100
        case .programMember: 20
        }
    }

    /// By ascending id.
    func fields(_ catalogs: Catalogs) -> [any SchemaField] {
        switch object {
        case .lead: catalogs.leadFields.fields
        case .programMember: catalogs.programMemberFields.fields
        }
    }

    /// The field in the route's slot, if the caller may see it: throws 1006.
    func field(_ request: APIRequest, _ catalogs: Catalogs, for caller: Caller) throws(APIError) -> any SchemaField {
        let name = request.slots.first ?? ""
        guard let field = fields(catalogs).first(where: { $0.name.isIdentical(to: name) }),
            caller.maySee(field)
        else { throw .fieldNotFound(name) }
        return field
    }

    func create(_ definition: FieldDefinition, _ writer: StoreWriter) throws {
        switch object {
        case .lead: try writer.createLeadField(definition)
        case .programMember: try writer.createProgramMemberField(definition)
        }
        try writer.reloadCatalogs()
    }

    /// Throws 1017 when another field has one of the names.
    ///
    /// Rules and tokens find fields by either name, so that a name is taken when it is the REST name
    /// or the display name of another field, in any case.
    func checkNames(_ names: [String], _ catalogs: Catalogs, except field: (any SchemaField)? = nil) throws(APIError) {
        var taken: Set<String> = [LeadFields.alwaysNull]
        for other in fields(catalogs) where other.id != field?.id {
            taken.insert(other.name.caseFolded)
            taken.insert(other.displayName.caseFolded)
        }
        if names.contains(where: { taken.contains($0.caseFolded) }) { throw .fieldExists }
    }
}

extension Caller {
    /// The schema answers only the kinds of fields that the caller has the permission for; another
    /// field is one that does not exist.
    func maySee(_ field: any SchemaField) -> Bool {
        meets(field.isCustom ? .readWriteSchemaCustomField : .readWriteSchemaStandardField)
    }
}

/// A field as the schema calls answer it.
struct SchemaFieldRecord: WireRecord {
    let field: any SchemaField

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("displayName", field.displayName)
            $0.member("name", field.name)
            $0.member("description", orNull: field.traits.description)
            $0.member("dataType", field.dataType.rawValue)
            if let length = field.length { $0.member("length", length) }
            $0.member("isHidden", field.traits.isHidden)
            $0.member("isHtmlEncodingInEmail", field.traits.isHTMLEncodedInEmail)
            $0.member("isSensitive", field.traits.isSensitive)
            $0.member("isCustom", field.isCustom)
            $0.member("isApiCreated", field.traits.isMadeByAPI)
        }
    }
}
