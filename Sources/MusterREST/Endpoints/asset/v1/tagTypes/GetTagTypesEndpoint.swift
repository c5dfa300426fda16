import MusterStore

/// *Get Tag Types*, by name and without their values.
struct GetTagTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/tagTypes.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let page = try request.offsetPage()
        let types = try context.store.read { try $0.tagTypes() }
        return .assets(types.dropFirst(page.offset).prefix(page.limit).map { TagTypeRecord(type: $0) })
    }
}
