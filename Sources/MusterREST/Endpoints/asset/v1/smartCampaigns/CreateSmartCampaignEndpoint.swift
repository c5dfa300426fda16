import MusterModel
import MusterStore

/// *Create Smart Campaign*.
struct CreateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaigns.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartCampaign, request)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            try new.check(writer.reader)
            let campaign = try writer.createSmartCampaign(
                name: new.name, description: new.description ?? "", folder: new.container)
            return campaign.id.rawValue
        }
    }
}
