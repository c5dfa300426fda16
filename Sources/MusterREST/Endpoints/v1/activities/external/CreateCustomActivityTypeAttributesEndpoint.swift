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
        let type = try await context.store.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            return try writer.changeDraft(of: type) { $0.attributes += attributes }
        }
        return .record(CustomActivityTypeRecord(type))
    }
}
