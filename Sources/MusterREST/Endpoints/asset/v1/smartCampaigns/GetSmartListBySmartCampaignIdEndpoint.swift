import MusterModel
import MusterStore

/// *Get Smart List by Smart Campaign Id*: the campaign's own list, under its name.
struct GetSmartListBySmartCampaignIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}/smartList.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.smartList(includesRules: try request.includesRules()) { reader in
            try reader.smartCampaign(SmartCampaignID(request.id)).flatMap { try reader.smartList($0.smartListID) }
        }
    }
}
