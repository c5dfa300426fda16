import MusterModel
import MusterStore

/// `Add Custom Activities`: up to 300 activities of approved custom types. Failures
/// are in `errors` of their record, not in `reasons`.
struct AddCustomActivitiesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external.json")
    static let permission = PermissionRequirement.readWriteActivity

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let input = try request.input(of: "activities")
        let records = try await context.write { writer in
            let catalog = writer.catalogs.activityTypes
            var checked = input.map { object in
                Result<NewActivity, APIError> { () throws(APIError) in
                    try CustomActivityRecord(object, catalog).activity
                }
            }
            // A record in error has its answer below.
            let leads = checked.compactMap { try? $0.get().leadID }
            let existing = try writer.reader.existing(leads)
            for index in checked.indices {
                if case .success(let activity) = checked[index], !existing.contains(activity.leadID) {
                    checked[index] = .failure(.leadNotFound)
                }
            }
            // Those in error take no number.
            var next = try writer.append(checked.compactMap { try? $0.get() })?.lowerBound ?? 0
            return checked.map { outcome -> AddedActivity in
                switch outcome {
                case .failure(let error): return AddedActivity(id: nil, error: error)
                case .success:
                    defer { next += 1 }
                    return AddedActivity(id: next, error: nil)
                }
            }
        }
        return .records(records)
    }
}

private struct AddedActivity: WireRecord {
    let id: Int64?
    let error: APIError?

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            if let id {
                writer.member("id", id)
                writer.member("marketoGUID", String(id))
            }
            writer.member("status", error == nil ? "added" : "skipped")
            if let error {
                writer.key("errors")
                writer.array([error]) { $1.write(&$0) }
            }
        }
    }
}

/// One record of Add Custom Activities, checked against its approved type.
struct CustomActivityRecord {
    /// Attribute values of one activity may take this many bytes together.
    private static let maximumBytes = 65_536

    let activity: NewActivity

    init(_ object: JSONObject, _ catalog: ActivityTypeCatalog) throws(APIError) {
        let lead = LeadID(try Self.integer("leadId", in: object))
        guard let type = catalog[ActivityTypeID(try Self.integer("activityTypeId", in: object))], type.isCustom else {
            throw .activityTypeNotFound
        }
        let date = try Self.text("activityDate", in: object)
        guard let at = Instant(text: date.trimmingBlanks) else { throw .invalidDate(in: .lead) }
        activity = NewActivity(
            lead: lead, type: type.id, at: Instant(seconds: at.seconds),
            primaryValue: try Self.text("primaryAttributeValue", in: object),
            attributes: try Self.attributes(object.member(named: "attributes"), type))
    }

    private static func attributes(_ given: JSONValue?, _ type: ActivityType) throws(APIError) -> JSONObject {
        guard let given, !given.isNull else { return [:] }
        guard let elements = given.array else { throw .invalidType(given.jsonText, "JSON") }
        var attributes = JSONObject()
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            guard let name = (object.member(named: "apiName") ?? object.member(named: "name"))?.scalarText else {
                throw .missing("apiName", in: .lead)
            }
            guard let attribute = type.attributes.first(where: { $0.apiName == name || $0.name == name }) else {
                throw .unknownAttribute(name)
            }
            attributes[attribute.name] = try value(object.member(named: "value") ?? .null, of: attribute, named: name)
        }
        let bytes = attributes.members.reduce(0) { $0 + ($1.value.scalarText?.utf8.count ?? 0) }
        guard bytes <= maximumBytes else { throw .activityNotCreated }
        return attributes
    }

    /// Attributes convert as lead fields of the same type do, but that the empty text is a text here. `nil`
    /// for no value, which is left out.
    private static func value(
        _ json: JSONValue, of attribute: ActivityAttribute, named name: String
    ) throws(APIError) -> JSONValue? {
        let field = LeadField(id: 0, name, attribute.name, attribute.dataType, custom: true)
        let value: FieldValue
        do { value = try field.value(from: json) } catch { throw APIError(.invalidValue, error.message) }
        if !value.isNull { return value.json }
        return attribute.dataType.storage == .text && json.text != nil ? .some("") : .none
    }

    private static func integer(_ name: String, in object: JSONObject) throws(APIError) -> Int64 {
        guard let value = object.member(named: name), !value.isNull else { throw .missing(name, in: .lead) }
        guard let number = APIRequest.integer(value) else {
            throw .invalidType(value.scalarText ?? value.jsonText, "Integer")
        }
        return number
    }

    private static func text(_ name: String, in object: JSONObject) throws(APIError) -> String {
        guard let text = object.member(named: name)?.scalarText, !text.trimmingBlanks.isEmpty else {
            throw .missing(name, in: .lead)
        }
        return text
    }
}
