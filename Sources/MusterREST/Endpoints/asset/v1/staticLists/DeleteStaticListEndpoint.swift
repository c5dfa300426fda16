import MusterModel
import MusterStore

/// *Delete Static List*: its people stay.
struct DeleteStaticListEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/staticList/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(StaticListID(id))
        try AssetSort.staticList.refuseWhileUsed(id, writer.reader)
        try writer.deleteStaticList(list.id)
    }
}
