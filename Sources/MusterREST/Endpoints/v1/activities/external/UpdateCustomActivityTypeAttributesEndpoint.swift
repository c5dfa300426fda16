import MusterModel
import MusterStore

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
        let type = try await context.store.write { writer in
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
