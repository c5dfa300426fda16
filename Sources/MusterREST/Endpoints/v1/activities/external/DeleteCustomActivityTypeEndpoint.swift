import MusterModel
import MusterStore

/// `Delete Custom Activity Type`: the type goes, its activities stay; 1022 while rules refer to it.
struct DeleteCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/delete.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.store.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard try !writer.reader.isUsed(type.id) else { throw APIError.activityTypeInUse }
            return try writer.delete(type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}
