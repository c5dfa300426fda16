import MusterModel
import MusterStore

/// *Get Smart Campaigns*. `isActive` false does not mean 'only inactive ones'.
struct GetSmartCampaignsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaigns.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        var query = try request.assetQuery()
        query.isActive = try request.boolean("isActive") ?? false
        return try context.store.read { [query] reader in
            let reading = SmartCampaignReading(reader, context)
            return .assets(try reader.smartCampaigns(query).compactMap { try reading.record($0.id) })
        }
    }
}
