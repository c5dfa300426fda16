import MusterModel

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
