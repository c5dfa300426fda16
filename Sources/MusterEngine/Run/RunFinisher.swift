import MusterModel
import MusterStore

/// Closes runs that nobody is in and nobody can enter any more.
struct RunFinisher {
    let writer: StoreWriter
    let library: CampaignLibrary
    let moment: Moment

    /// Returns whether a run was closed.
    func finish() throws -> Bool {
        var closed = false
        for record in try writer.reader.runningRuns(triggers: true) {
            let definition = try library.definition(record.run.campaignID, reader: writer.reader, at: moment)
            let newest = try writer.reader.runningRun(of: record.run.campaignID)?.run.id == record.run.id
            let isOpen = definition?.campaign.isActive == true && newest
            if !isOpen, try writer.reader.isEmpty(record.run.id) {
                try writer.endRun(record.run.id, state: .finished)
                closed = true
            }
        }
        for record in try writer.reader.runningRuns(triggers: false)
        where try writer.reader.isEmpty(record.run.id) {
            try writer.endRun(record.run.id, state: .finished)
            closed = true
        }
        return closed
    }
}
