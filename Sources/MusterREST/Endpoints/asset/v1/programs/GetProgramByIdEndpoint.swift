import MusterModel
import MusterStore

/// *Get Program by Id*, with tags and costs.
struct GetProgramByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/program/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.store.read { reader in
            guard let program = try reader.program(ProgramID(request.id)) else { return .noAssets }
            return .record(try ProgramReading(reader, context).record(program, .all))
        }
    }
}
