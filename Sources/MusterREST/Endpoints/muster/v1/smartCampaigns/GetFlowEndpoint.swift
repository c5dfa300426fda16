import MusterEngine
import MusterFlows
import MusterModel
import MusterStore

/// The flow of a smart campaign, in Adobe's shape or the short grammar.
struct GetFlowEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/flow.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let format = try request.documentFormat()
        return try context.store.read { reader in
            guard let flow = try reader.smartCampaign(SmartCampaignID(request.id))?.flow else { return .noAssets }
            let document = reader.flowDocument
            switch format {
            case .full: return .json(.object(try document.json(flow)))
            case .short: return .json(.object(try document.shortJSON(flow)))
            }
        }
    }
}
