import MusterAudience
import MusterEngine
import MusterModel

/// How many people are in a smart list, and as of when.
struct CountSmartListEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/count.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let count = try context.engine.audience.count(of: SmartListID(request.id)) else { return .noAssets }
        return .json(["count": .integer(count.count), "asOf": .string(count.asOf.iso8601)])
    }
}
