import MusterModel
import MusterStore

/// `Create Custom Activity Type`: makes a draft.
struct CreateCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let body = request.json ?? [:]
        let apiName = try CustomActivityInput.apiName(in: body)
        let name = try CustomActivityInput.text("name", in: body)
        let trigger = try CustomActivityInput.text("triggerName", in: body)
        let filter = try CustomActivityInput.text("filterName", in: body)
        guard let primary = body.member(named: "primaryAttribute"), !primary.isNull else {
            throw APIError.missing("primaryAttribute", in: .lead)
        }
        guard let primary = primary.object else { throw APIError.invalidType(primary.jsonText, "JSON") }
        let definition = CustomActivityType.Definition(
            name: name, description: body.member(named: "description").flatMap(CustomActivityInput.description),
            triggerName: trigger,
            filterName: filter,
            // Adobe: the primary attribute is always a string.
            primaryAttribute: try CustomActivityInput.attribute(primary, dataType: .string))

        let type = try await context.store.write { writer in
            try writer.reader.requireFree(apiName: apiName)
            let types = try writer.reader.customActivityTypes()
            guard types.count < CustomActivityInput.maximumTypes else { throw APIError.activityTypeLimit }
            try writer.reader.requireFree(definition, except: nil)
            return try writer.createCustomActivityType(apiName: apiName, definition: definition)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}
