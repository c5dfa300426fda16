import MusterModel
import MusterStore

/// *Update Program*: name, description, tags, costs and dates; type and channel stay, whatever is given.
struct UpdateProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let change = try ProgramChange(request)
        let id = ProgramID(request.id)
        return try await context.write(ProgramReading.self, .all) { writer in
            let program = try writer.reader.required(id)
            if !change.isEmpty { try writer.updateProgram(change.applied(to: program, writer.reader)) }
            return id.rawValue
        }
    }
}
