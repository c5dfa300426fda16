import MusterModel
import MusterStore

/// `Approve Custom Activity Type`: the draft becomes what activities are added with.
struct ApproveCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/approve.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.store.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard let draft = type.draft else { throw APIError.noActivityTypeDraft(type.apiName) }
            try writer.reader.requireNamesKept(of: type, in: draft)
            return try writer.approve(type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}
