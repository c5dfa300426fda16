import MusterModel
import MusterStore

/// *Get Smart Campaign by Name*: the exact name, else `Program.Campaign`.
struct GetSmartCampaignByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        let includesFlow = try request.includesFlow()
        return try context.store.read { reader in
            guard let campaign = try reader.smartCampaign(named: name),
                let record = try SmartCampaignReading(reader, context).record(campaign.id, includesFlow: includesFlow)
            else { return .noAssets }
            return .record(record)
        }
    }
}
