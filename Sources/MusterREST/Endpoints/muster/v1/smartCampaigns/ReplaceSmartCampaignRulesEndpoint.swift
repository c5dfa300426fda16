import MusterModel
import MusterStore

/// Replaces the triggers and filters of a smart campaign, all or nothing, also while it is active.
struct ReplaceSmartCampaignRulesEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/rules.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        return try await SmartListRules.replace(request, context, title: AssetSort.smartCampaign.title) {
            try $0.smartList(of: id)
        }
    }
}
