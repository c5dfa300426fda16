import MusterModel
import MusterStore

/// What time it is for the instance.
struct GetClockEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/clock.json")
    static let permission = PermissionRequirement.token

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult { .clock(context) }
}

extension APIResult {
    static func clock(_ context: APIContext) -> APIResult {
        let clock = context.store.clock
        return .json(["now": .string(clock.now.iso8601), "simulated": .boolean(clock.isSimulated)])
    }
}
