/// *Get Static List by Name*: the exact name.
struct GetStaticListByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticList/byName.json")
}
