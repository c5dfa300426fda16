import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterStore

/// Replaces the flow of a smart campaign, all or nothing. People in it go on with the new steps.
struct ReplaceFlowEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/flow.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let json = try request.document()
        let saved = try await context.store.write { writer in
            guard try writer.reader.smartCampaign(id) != nil else {
                throw APIError.assetNotFound(AssetSort.smartCampaign.title)
            }
            let flow = try writer.reader.flowDocument.read(.object(json))
            return try writer.reader.flowDocument.json(try CampaignAuthoring(writer).setFlow(flow, of: id))
        }
        return .json(.object(saved))
    }
}
