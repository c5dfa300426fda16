import MusterAuthoring
import MusterModel
import MusterStore

/// *Clone Program*: with everything inside it, into a folder; no costs, no members, nothing active.
struct CloneProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        // The type is that of the source, which is read in the transaction.
        let given = try NewAsset(.program(.standard), request)
        let source = ProgramID(request.id)
        return try await context.write(ProgramReading.self, .all) { writer in
            let program = try writer.reader.required(source)
            var new = given
            new.sort = .program(program.kind)
            let container = try AssetContainer(new.container, writer.reader)
            guard container.folder != nil else { throw APIError.invalidFolderType(for: new.sort.title.lowercased()) }
            try new.check(writer.reader)
            return try ProgramCloning(writer).clone(
                program, name: new.name, description: new.description ?? "", folder: new.container
            ).id.rawValue
        }
    }
}
