import MusterModel
import MusterStore

/// *Get Smart Lists*, the lists of campaigns among them; never with rules.
struct GetSmartListsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartLists.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let query = try request.assetQuery()
        return try context.store.read { reader in
            let reading = SmartListReading(reader, context)
            return .assets(try reader.smartLists(query).compactMap { try reading.record($0) })
        }
    }
}
