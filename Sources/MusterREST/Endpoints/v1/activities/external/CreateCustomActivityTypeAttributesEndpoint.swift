import MusterModel
import MusterStore

/// `Create Custom Activity Type Attributes`: adds to the draft.
struct CreateCustomActivityTypeAttributesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/attributes/create.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attributes = try Self.attributes(of: request)
        let type = try await context.store.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            try Self.check(attributes, against: type)
            return try writer.addAttributes(attributes, to: type)
        }
        return .record(CustomActivityTypeRecord(type))
    }

    private static func attributes(of request: APIRequest) throws -> [CustomActivityType.Attribute] {
        guard let given = request.json?.member(named: "attributes"), !given.isNull else {
            throw APIError.missing("attributes", in: .lead)
        }
        guard let elements = given.array, !elements.isEmpty else { throw APIError.invalidType(given.jsonText, "JSON") }
        return try elements.map { element in
            guard let object = element.object else { throw APIError.invalidType(element.jsonText, "JSON") }
            return try CustomActivityInput.attribute(object, dataType: nil)
        }
    }

    private static func check(_ new: [CustomActivityType.Attribute], against type: CustomActivityType) throws {
        guard let latest = type.latest else { throw APIError.activityTypeNotFound }
        guard latest.attributes.count + new.count <= CustomActivityInput.maximumAttributes else {
            throw APIError.activityFieldLimit
        }
        let known = [latest.primaryAttribute] + latest.attributes
        var apiNames = Set(known.map(\.apiName.caseFolded))
        var names = Set(known.map(\.name.caseFolded))
        for attribute in new {
            guard apiNames.insert(attribute.apiName.caseFolded).inserted,
                names.insert(attribute.name.caseFolded).inserted
            else { throw APIError.activityTypeExists }
        }
    }
}
