import MusterModel
import MusterStore

/// *Get Program by Name*: tags and costs only when they are asked for.
struct GetProgramByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/program/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        var details: ProgramRecord.Details = .rest
        if try request.boolean("includeTags") == true { details.insert(.tags) }
        if try request.boolean("includeCosts") == true { details.insert(.costs) }
        return try context.store.read { [details] reader in
            guard let program = try reader.program(named: name) else { return .noAssets }
            return .record(try ProgramReading(reader, context).record(program, details))
        }
    }
}
