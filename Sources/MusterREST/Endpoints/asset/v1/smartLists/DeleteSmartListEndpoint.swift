import MusterModel
import MusterStore

/// *Delete Smart List*: not the list of a campaign or an e-mail program, which goes with its owner.
struct DeleteSmartListEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(SmartListID(id))
        switch list.owner {
        case nil: break
        case .campaign: throw APIError.cannotDelete("Smart List", "It belongs to a Smart Campaign")
        case .emailProgram: throw APIError.cannotDelete("Smart List", "It belongs to an Email Program")
        }
        try AssetSort.smartList.refuseWhileUsed(id, writer.reader)
        try writer.deleteSmartList(list.id)
    }
}
