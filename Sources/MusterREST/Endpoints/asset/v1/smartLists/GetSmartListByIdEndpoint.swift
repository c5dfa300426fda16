/// *Get Smart List by Id*.
struct GetSmartListByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartList/{id}.json")
}
