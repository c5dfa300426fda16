import MusterEngine
import MusterModel
import MusterStore

/// What the engine is doing, what waits for it, and what falls due next.
struct GetEngineEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/engine.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .json(.object(try context.engine.report().json))
    }
}
