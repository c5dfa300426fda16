import MusterStore

/// *Get Smart Campaigns*. `isActive` false does not mean 'only inactive ones'.
struct GetSmartCampaignsEndpoint: AssetBrowseEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaigns.json")

    func narrow(_ query: inout AssetQuery, _ request: APIRequest) throws(APIError) {
        query.isActive = try request.boolean("isActive") ?? false
    }
}
