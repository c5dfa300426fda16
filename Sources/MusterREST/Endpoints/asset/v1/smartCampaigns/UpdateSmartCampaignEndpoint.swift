import MusterModel
import MusterStore

/// *Update Smart Campaign*: name and description, also while it is active.
struct UpdateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let edit = try AssetEdit(.smartCampaign, request)
        let id = SmartCampaignID(request.id)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            var campaign = try writer.reader.required(id)
            guard !campaign.isSystem else { throw APIError.systemCampaign }
            guard !edit.isEmpty else { return id.rawValue }
            if let folder = campaign.folder { try edit.check(id.rawValue, in: folder, writer.reader) }
            campaign.name = edit.name ?? campaign.name
            campaign.description = edit.description ?? campaign.description
            try writer.updateSmartCampaign(campaign)
            return id.rawValue
        }
    }
}
