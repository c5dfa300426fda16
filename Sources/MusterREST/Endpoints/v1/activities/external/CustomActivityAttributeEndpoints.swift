import MusterModel
import MusterStore

/// `Create Custom Activity Type Attributes`: adds to the draft.
struct CreateCustomActivityTypeAttributesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/attributes/create.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attributes = try CustomActivityInput.attributes(of: request).map {
            try CustomActivityInput.attribute($0, dataType: nil)
        }
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            return try writer.changeDraft(of: type) { $0.attributes += attributes }
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// `Update Custom Activity Type Attributes`: changes attributes of the draft, found by their API
/// name; the primary one may be among them.
struct UpdateCustomActivityTypeAttributesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/attributes/update.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let changes = try CustomActivityInput.attributes(of: request).map { object in
            (
                apiName: try CustomActivityInput.text("apiName", in: object),
                change: try CustomActivityAttributeChange(object)
            )
        }
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            return try writer.changeDraft(of: type) { draft in
                for (apiName, change) in changes {
                    if draft.primaryAttribute.apiName.isIdentical(to: apiName) {
                        try change.apply(to: &draft.primaryAttribute, isPrimary: true)
                    } else if let index = draft.attributes.firstIndex(where: { $0.apiName.isIdentical(to: apiName) }) {
                        try change.apply(to: &draft.attributes[index], isPrimary: false)
                    } else {
                        throw APIError.unknownAttribute(apiName)
                    }
                }
            }
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// `Delete Custom Activity Type Attributes`: takes attributes out of the draft. The primary one
/// stays.
struct DeleteCustomActivityTypeAttributesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/attributes/delete.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let names = try CustomActivityInput.attributes(of: request).map {
            try CustomActivityInput.text("apiName", in: $0)
        }
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            return try writer.changeDraft(of: type) { draft in
                for name in names {
                    guard !draft.primaryAttribute.apiName.isIdentical(to: name) else {
                        throw APIError.invalidChoice("apiName", name)
                    }
                    guard let index = draft.attributes.firstIndex(where: { $0.apiName.isIdentical(to: name) }) else {
                        throw APIError.unknownAttribute(name)
                    }
                    draft.attributes.remove(at: index)
                }
            }
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// What a call changes of one attribute; members that are absent or empty leave what was there.
struct CustomActivityAttributeChange: Sendable {
    var newApiName: String?
    private var name: String?
    private var description: JSONValue?
    private var dataType: DataType?
    private var isPrimary: Bool?

    init(_ object: JSONObject) throws(APIError) {
        name = try CustomActivityInput.optionalText("name", in: object)
        description = object.member(named: "description")
        dataType = try CustomActivityInput.dataType(in: object)
        if let given = object.member(named: "isPrimary"), !given.isNull {
            guard let flag = APIRequest.boolean(given) else {
                throw .invalidType(given.scalarText ?? given.jsonText, "Boolean")
            }
            isPrimary = flag
        }
    }

    /// Throws when the primary attribute is to be no string, or which one it is is to change.
    func apply(to attribute: inout CustomActivityType.Attribute, isPrimary wasPrimary: Bool) throws {
        if let isPrimary, isPrimary != wasPrimary { throw APIError.invalidChoice("isPrimary", String(isPrimary)) }
        if let dataType {
            guard !wasPrimary || dataType == .string else {
                throw APIError.invalidChoice("dataType", dataType.rawValue)
            }
            attribute.dataType = dataType
        }
        if let newApiName { attribute.apiName = newApiName }
        if let name { attribute.name = name }
        if let description { attribute.description = CustomActivityInput.description(description) }
    }
}
