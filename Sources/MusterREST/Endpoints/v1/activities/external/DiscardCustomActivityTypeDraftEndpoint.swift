import MusterModel
import MusterStore

/// `Discard Custom Activity Type Draft`: returns to the approved definition. A type that never was
/// approved is nothing but its draft, so that it is deleted instead.
struct DiscardCustomActivityTypeDraftEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/discardDraft.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.store.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard type.draft != nil else { throw APIError.noActivityTypeDraft(type.apiName) }
            guard type.approved != nil else { throw APIError.neverApprovedActivityType(type.apiName) }
            return try writer.discardDraft(of: type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}
