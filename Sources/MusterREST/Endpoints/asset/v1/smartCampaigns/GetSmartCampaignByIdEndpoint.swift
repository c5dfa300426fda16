import MusterModel
import MusterStore

/// *Get Smart Campaign by Id*.
struct GetSmartCampaignByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = SmartCampaignReading
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}.json")

    /// A record that is remembered needs no snapshot of the database.
    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let parts = try Reading.parts(request, of: .byID)
        let version = context.store.position.records
        if !parts.flow, let known = context.services.campaignRecords.record(id, version: version, now: context.now) {
            return .record(known)
        }
        return try context.answer(Reading.self, parts) { _ in id }
    }
}
