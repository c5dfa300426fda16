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

/// What the schema calls check in the records of their bodies.
enum SchemaFieldInput {
    private static let dataTypes: Set<DataType> = [
        .boolean, .currency, .date, .datetime, .email, .float, .integer, .percent, .phone, .score, .string, .url,
    ]
    private static let descriptionLimit = 2_000

    /// A new field; other members are ignored.
    static func definition(_ object: JSONObject) throws(APIError) -> FieldDefinition {
        let displayName = try displayName(object)
        let name = try object.requiredName("name")
        guard name.isFieldName else { throw .invalidChoice("name", name) }
        let typeName = try object.requiredName("dataType")
        guard let dataType = DataType(rawValue: typeName.lowercased()), dataTypes.contains(dataType) else {
            throw .invalidChoice("dataType", typeName)
        }
        var traits = FieldTraits(isMadeByAPI: true)
        try change(&traits, object)
        if let isHidden = try object.boolean("isHidden") { traits.isHidden = isHidden }
        return FieldDefinition(name: name, displayName: displayName, dataType: dataType, traits: traits)
    }

    /// Letters, digits, blanks and `- _ . ' ( )`, at most 255 characters. Whatever has a meaning in
    /// tokens, rules or markup is out.
    /// - Source: Adobe forbids special characters without a list; which ones is our choice.
    static func displayName(_ object: JSONObject) throws(APIError) -> String {
        let text = try object.requiredName("displayName")
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || scalar.properties.generalCategory == .nonspacingMark || " -_.'()".unicodeScalars.contains(scalar)
        }
        guard isAllowed else { throw .invalidChoice("displayName", text) }
        return text
    }

    /// The traits that every field may be given. An empty description takes the old one away.
    static func change(_ traits: inout FieldTraits, _ object: JSONObject) throws(APIError) {
        if let given = object.member(named: "description") {
            guard given.isNull || given.scalarText != nil else { throw .invalidType(given.jsonText, "String") }
            let text = given.scalarText ?? ""
            guard text.unicodeScalars.count <= descriptionLimit else {
                throw APIError(
                    .invalidValue, "Value for 'description' is longer than \(descriptionLimit) characters")
            }
            traits.description = text.isEmpty ? nil : text
        }
        if let flag = try object.boolean("isHtmlEncodingInEmail") { traits.isHTMLEncodedInEmail = flag }
        if let flag = try object.boolean("isSensitive") { traits.isSensitive = flag }
    }
}

extension String {
    /// `^[A-Za-z][A-Za-z0-9_]*$`.
    fileprivate var isFieldName: Bool {
        func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
        guard let first = utf8.first, isLetter(first) else { return false }
        return utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
