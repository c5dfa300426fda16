import MusterModel
import MusterStore

/// *Update Static List Metadata*: name and description.
struct UpdateStaticListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/staticList/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let edit = try AssetEdit(.staticList, request)
        let id = StaticListID(request.id)
        return try await context.write(StaticListReading.self, NoParts()) { writer in
            var list = try writer.reader.required(id)
            guard !edit.isEmpty else { return id.rawValue }
            try edit.check(id.rawValue, in: list.folder, writer.reader)
            list.name = edit.name ?? list.name
            list.description = edit.description ?? list.description
            try writer.updateStaticList(list)
            return id.rawValue
        }
    }
}
