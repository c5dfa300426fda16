import MusterModel

/// A smart list in the asset API.
struct SmartListRecord: WireRecord {
    let list: SmartList
    let url: String
    /// Only when they were asked for.
    var rules: JSONObject?

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", list.id)
            writer.member("name", list.name)
            if let description = list.description, !description.isEmpty { writer.member("description", description) }
            writer.member("createdAt", list.createdAt.assetText)
            writer.member("updatedAt", list.updatedAt.assetText)
            writer.member("url", url)
            if let folder = list.folder { writer.member("folder", folder) }
            writer.member("workspace", Workspace.name)
            if let rules { writer.member("rules", .object(rules)) }
        }
    }
}
