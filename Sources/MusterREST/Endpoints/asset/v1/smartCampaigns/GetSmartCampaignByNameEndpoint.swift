/// *Get Smart Campaign by Name*: the exact name, else `Program.Campaign`.
struct GetSmartCampaignByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/byName.json")
}
