import MusterAuthoring
import MusterFlows
import MusterModel
import MusterStore

/// Changes how a smart campaign takes people in: only the members that are given.
struct UpdateCampaignSettingsEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/settings.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let json = try request.document()
        let campaign = try await context.store.write { writer in
            guard try writer.reader.smartCampaign(id) != nil else {
                throw APIError.assetNotFound(AssetSort.smartCampaign.title)
            }
            return try CampaignAuthoring(writer).setSettings(json, of: id)
        }
        return .json(.object(CampaignSettingsDocument.json(campaign)))
    }
}
