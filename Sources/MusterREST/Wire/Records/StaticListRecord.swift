import MusterModel

/// A static list in the asset API.
struct StaticListRecord: WireRecord {
    let list: StaticList
    let computedURL: String

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", list.id)
            writer.member("name", list.name)
            if let description = list.description, !description.isEmpty { writer.member("description", description) }
            writer.member("createdAt", list.createdAt.assetText)
            writer.member("updatedAt", list.updatedAt.assetText)
            writer.member("folder", list.folder)
            writer.member("computedUrl", computedURL)
            writer.member("workspace", Workspace.name)
        }
    }
}
