import MusterStore

/// *Get Tag by Name*: the exact name, with its values.
struct GetTagByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/tagType/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        let type = try context.store.read { try $0.tagType(named: name) }
        return type.map { .record(TagTypeRecord(type: $0, includesValues: true)) } ?? .noAssets
    }
}
