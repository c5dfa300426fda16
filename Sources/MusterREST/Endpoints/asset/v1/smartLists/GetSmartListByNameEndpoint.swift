/// *Get Smart List by Name*: the exact name.
struct GetSmartListByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartList/byName.json")
}
