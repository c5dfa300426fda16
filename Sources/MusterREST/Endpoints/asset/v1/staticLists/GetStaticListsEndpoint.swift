/// *Get Static Lists*.
struct GetStaticListsEndpoint: AssetBrowseEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticLists.json")
}
