import MusterModel
import MusterStore

/// *Create Smart List*: without rules.
struct CreateSmartListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartLists.json")
    /// Muster's own call did this before Marketo's API could.
    static let otherRoutes = [Route(.post, "/muster/v1/smartLists.json")]
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartList, request)
        return try await context.write(SmartListReading.self, .init()) { writer in
            try new.check(writer.reader)
            let list = try writer.createSmartList(name: new.name, description: new.description, folder: new.container)
            return list.id.rawValue
        }
    }
}
