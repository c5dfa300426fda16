import MusterModel
import MusterStore

/// *Update Program Tag*: sets the value of one type, whether the program had one or not.
struct UpdateProgramTagEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/tag/{tagType}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        let tag = ProgramTag(type: request.slot("tagType") ?? "", value: try request.requiredText("tagValue"))
        try await context.store.write { writer in
            var program = try writer.reader.required(id)
            try program.set([tag], of: writer.reader.tagTypes())
            try writer.updateProgram(program)
        }
        return .id(id.rawValue)
    }
}
