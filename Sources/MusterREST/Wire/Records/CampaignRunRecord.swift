import MusterModel
import MusterStore

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
