import MusterStore

/// *Get Channel by Name*: the exact name.
struct GetChannelByNameEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/channel/byName.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        let channel = try context.store.read { try $0.channel(named: name) }
        return channel.map { .record(ChannelRecord(channel: $0)) } ?? .noAssets
    }
}
