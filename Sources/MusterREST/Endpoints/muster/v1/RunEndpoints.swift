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

/// One run of a campaign: when, and how many people are where. Times not reached yet are null.
struct CampaignRunRecord: WireRecord {
    let record: RunRecord
    let inFlow: Int
    /// Of those in the flow.
    let waiting: Int

    func write(_ writer: inout JSONWriter) {
        let run = record.run
        writer.object { writer in
            writer.member("id", run.id)
            writer.member("state", run.state.rawValue)
            writer.member("origin", run.origin.rawValue)
            writer.member("scheduledAt", run.scheduledAt.iso8601)
            writer.member("startedAt", orNull: run.startedAt?.iso8601)
            writer.member("finishedAt", orNull: run.finishedAt?.iso8601)
            writer.member("qualified", record.counters.qualified)
            writer.member("inFlow", inFlow)
            writer.member("waiting", waiting)
            writer.member("completed", record.counters.completed)
            writer.member("skipped", record.counters.skipped)
            writer.member("failed", record.counters.failed)
        }
    }
}
