import MusterAudience
import MusterModel

/// How many people are in a smart list, and as of when.
struct CountSmartListEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/count.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let list = SmartListID(request.id)
        let count = try await context.ask(request) { audience, asker in try await audience.count(of: list, for: asker) }
        guard let count else { return .noAssets }
        return .json(["count": .integer(count.count), "asOf": .string(count.asOf.iso8601)])
    }
}
