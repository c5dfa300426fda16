import MusterModel
import MusterRules
import MusterStore

/// *Clone Smart List*. The copy stands alone: the triggers of a campaign's list stay behind.
struct CloneSmartListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartList, request)
        let source = SmartListID(request.id)
        return try await context.write(SmartListReading.self, .init()) { writer in
            var rules = try writer.reader.required(source).rules.copied
            rules.triggers = []
            try new.check(writer.reader)
            let list = try writer.createSmartList(
                name: new.name, description: new.description, folder: new.container, rules: rules)
            return list.id.rawValue
        }
    }
}
