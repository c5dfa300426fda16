import MusterModel
import MusterStore

/// *Delete Program Tag*: not one that every program of the type must have.
struct DeleteProgramTagEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/tag/{tagType}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        let type = request.slot("tagType") ?? ""
        try await context.store.write { writer in
            var program = try writer.reader.required(id)
            try program.removeTag(type, of: writer.reader.tagTypes())
            try writer.updateProgram(program)
        }
        return .id(id.rawValue)
    }
}
