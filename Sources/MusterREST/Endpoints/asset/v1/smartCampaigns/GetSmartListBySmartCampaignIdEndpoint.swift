import MusterModel
import MusterStore

/// *Get Smart List by Smart Campaign Id*: the campaign's own list, under its name.
struct GetSmartListBySmartCampaignIdEndpoint: AssetEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}/smartList.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let parts = try Reading.parts(request, of: .byID)
        return try context.answer(Reading.self, parts) { try $0.list(of: SmartCampaignID(request.id)) }
    }
}
