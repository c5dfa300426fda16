import MusterModel
import MusterStore

/// `Delete Custom Activity Type Attributes`: takes attributes out of the draft. The primary one
/// stays.
struct DeleteCustomActivityTypeAttributesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/attributes/delete.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let names = try CustomActivityInput.attributes(of: request).map {
            try CustomActivityInput.text("apiName", in: $0)
        }
        let type = try await context.store.write { writer in
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
