import MusterModel
import MusterStore

/// *Get Programs by Tag*, with all tags of the programs and without costs.
struct GetProgramsByTagEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/program/byTag.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let tag = ProgramTag(type: try request.requiredText("tagType"), value: try request.requiredText("tagValue"))
        let page = try request.offsetPage()
        let query = AssetQuery(tag: tag, offset: page.offset, limit: page.limit)
        return try context.read(ProgramReading.self) { reading in
            .assets(try reading.taggedAssets(query).compactMap { try reading.record($0, .tags) })
        }
    }
}
