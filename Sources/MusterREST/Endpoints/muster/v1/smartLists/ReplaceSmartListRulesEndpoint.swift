import MusterModel
import MusterStore

/// Replaces the rules of a smart list, all or nothing.
struct ReplaceSmartListRulesEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartListID(request.id)
        return try await SmartListRules.replace(request, context, title: AssetSort.smartList.title) {
            try $0.smartList(id)
        }
    }
}
