import MusterStore

/// *Get Channels*, by ascending id.
struct GetChannelsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/channels.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let page = try request.offsetPage()
        let channels = try context.store.read { try $0.channels() }
        return .assets(channels.dropFirst(page.offset).prefix(page.limit).map(ChannelRecord.init))
    }
}
