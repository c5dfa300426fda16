import MusterModel
import MusterStore

/// *Get Smart Campaign by Id*.
struct GetSmartCampaignByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}.json")
    static let permission = PermissionRequirement.readOnlyAssets

    private let answers = SmartCampaignAnswers()

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let id = SmartCampaignID(request.id)
        if try request.includesFlow() { return try context.smartCampaign(id, includesFlow: true) }
        // Before the snapshot is taken, so that what is kept is never older than its revision.
        let revision = context.store.changes.assetRevision
        if let known = answers.answer(id, revision: revision, now: context.now) { return known }
        return try context.store.read { reader in
            let reading = SmartCampaignReading(reader, context)
            guard let record = try reading.record(id) else { return .noAssets }
            let result = APIResult.record(record)
            answers.keep(result, id, revision: revision, staleAfter: reading.staleAfter(record))
            return result
        }
    }
}
