import MusterModel
import MusterStore

/// *Get Static List by Id*. Alone among the assets a missing one is an error.
struct GetStaticListByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticList/{id}.json")

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.answer(Reading.self, NoParts()) { reading in
            guard let list = try reading.asset(id: request.id) else { throw AssetSort.staticList.notFound }
            return list
        }
    }
}
