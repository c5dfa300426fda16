import MusterModel
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

/// A channel with its statuses in the order of their steps.
struct ChannelRecord: WireRecord {
    let channel: Channel

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", channel.id)
            writer.member("name", channel.name)
            writer.member("applicableProgramType", channel.kind.channelName)
            writer.key("progressionStatuses")
            writer.array(channel.statuses) { writer, status in
                writer.object {
                    $0.member("name", status.name)
                    $0.member("step", status.step)
                    $0.member("description", JSONValue.null)
                    $0.member("hidden", status.isHidden)
                    $0.member("success", status.isSuccess)
                }
            }
            writer.member("createdAt", channel.createdAt.assetText)
            writer.member("updatedAt", channel.updatedAt.assetText)
        }
    }
}

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

/// A tag type. Its lists are texts, one with blanks after the commas and one without.
/// - Source: Adobe's examples.
struct TagTypeRecord: WireRecord {
    let type: TagType
    /// Browse leaves the values out.
    var includesValues = false

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("tagType", type.name)
            $0.member("applicableProgramTypes", "[\(type.kinds.map(\.channelName).joined(separator: ","))]")
            $0.member("required", type.isRequired)
            if includesValues { $0.member("allowableValues", "[\(type.allowedValues.joined(separator: ", "))]") }
        }
    }
}
