/// *Get Smart Lists*, the lists of campaigns and of e-mail programs among them; never with rules.
struct GetSmartListsEndpoint: AssetBrowseEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartLists.json")
}
