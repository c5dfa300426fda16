import MusterAuthoring
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

/// Replaces the flow of a smart campaign, all or nothing. People in it go on with the new steps.
struct ReplaceFlowEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/flow.json")
    static let permission = PermissionRequirement.changesFlow

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let json = try request.document()
        let saved = try await context.write { writer in
            guard try writer.reader.smartCampaign(id) != nil else {
                throw APIError.assetNotFound(AssetSort.smartCampaign.title)
            }
            let flow = try writer.reader.flowDocument(of: id).read(.object(json))
            return try writer.reader.flowDocument.json(try CampaignAuthoring(writer).setFlow(flow, of: id))
        }
        return .json(.object(saved))
    }
}

/// How a smart campaign takes people in.
struct GetCampaignSettingsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/settings.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let campaign = try context.store.read({ try $0.smartCampaign(SmartCampaignID(request.id)) }) else {
            return .noAssets
        }
        return .json(.object(CampaignSettingsDocument.json(campaign)))
    }
}

/// Changes how a smart campaign takes people in: only the members that are given.
struct UpdateCampaignSettingsEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/settings.json")
    static let permission = PermissionRequirement.readWriteAssets.orMore(.settings, .schedule)

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let json = try request.document()
        let campaign = try await context.write { writer in
            guard try writer.reader.smartCampaign(id) != nil else {
                throw APIError.assetNotFound(AssetSort.smartCampaign.title)
            }
            return try CampaignAuthoring(writer).setSettings(json, of: id)
        }
        return .json(.object(CampaignSettingsDocument.json(campaign)))
    }
}
