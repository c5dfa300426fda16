import MusterEngine
import MusterModel
import MusterStore

/// `Get Campaign by Id` of the lead API.
struct GetCampaignByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/campaigns/{id}.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let moment = context.store.moment
        let found = try context.store.read { reader in
            try context.engine.library.definition(SmartCampaignID(request.id), reader: reader, at: moment)
        }
        guard let definition = found, !definition.campaign.isSystem else { throw APIError.campaignNotFound }
        return .record(CampaignRecord(definition: definition))
    }
}
