import MusterModel
import MusterStore

/// The runs of a smart campaign, newest first.
struct GetRunsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/runs.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.store.read { reader in
            let id = SmartCampaignID(request.id)
            guard try reader.smartCampaign(id) != nil else { return .noAssets }
            let occupancy = try reader.occupancy(ofRunsOf: id)
            return .records(
                try reader.runs(of: id).map { run in
                    let (inFlow, waiting) = occupancy[run.run.id] ?? (0, 0)
                    return CampaignRunRecord(record: run, inFlow: inFlow, waiting: waiting)
                })
        }
    }
}
