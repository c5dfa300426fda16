import MusterModel
import MusterStore

/// *Get Smart Campaign by Id*.
struct GetSmartCampaignByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}.json")

    /// A record that is remembered needs no snapshot of the database.
    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let parts = try Reading.parts(request, of: .byID)
        let version = context.store.position.records
        if !parts.flow, let known = context.services.campaignRecords.record(id, version: version, now: context.now) {
            return .record(known)
        }
        return try context.answer(Reading.self, parts) { _ in id }
    }
}

/// *Get Smart Campaign by Name*: the exact name, else `Program.Campaign`.
struct GetSmartCampaignByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/byName.json")
}

/// *Get Smart Campaigns*. `isActive` false does not mean 'only inactive ones'.
struct GetSmartCampaignsEndpoint: AssetBrowseEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaigns.json")

    func narrow(_ query: inout AssetQuery, _ request: APIRequest) throws(APIError) {
        query.isActive = try request.boolean("isActive") ?? false
    }
}

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
