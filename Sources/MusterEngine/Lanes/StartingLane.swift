import Logging
import MusterModel
import MusterStore

/// Starts runs that fall due. A campaign whose previous run is still in progress lets the new one
/// wait.
struct StartingLane: Lane {
    let name = "starting"
    let purpose = "starts runs whose time has come"
    let tools: LaneTools

    func work() async throws -> Bool {
        guard let record = try tools.store.read({ try next($0) }) else { return false }
        let verdict: BatchRunStart.Verdict
        do {
            let started = try await tools.write { [tools] writer -> BatchRunStart.Verdict? in
                // Others may have cancelled or moved it meanwhile.
                guard let record = try writer.reader.run(record.run.id), record.run.state == .scheduled,
                    record.run.scheduledAt <= writer.now
                else { return nil }
                let start = BatchRunStart(writer: writer, library: tools.library, moment: writer.moment)
                let verdict = try start.start(record)
                try RecurringRuns(writer: writer).planSuccessor(of: record)
                return verdict
            }
            guard let started else { return true }
            verdict = started
        } catch let error where error.isLasting {
            // Trying again would end the same way, and keep the runs behind it waiting.
            let reason = "\(error)"
            try await tools.write { writer in
                try writer.endRun(record.run.id, state: .failed, failure: reason)
                try RecurringRuns(writer: writer).planSuccessor(of: record)
            }
            verdict = .failed(reason)
        }
        log(record, verdict)
        return true
    }

    private func next(_ reader: StoreReader) throws -> RunRecord? {
        let now = tools.store.clock.now
        guard try reader.dueRun(at: now) != nil else { return nil }
        let moving = try reader.movingRuns()
        guard moving.count < tools.configuration.batchConcurrency else { return nil }
        return try reader.dueRun(at: now, busy: Set(moving.map(\.run.campaignID)))
    }

    private func log(_ record: RunRecord, _ verdict: BatchRunStart.Verdict) {
        let ids: Logger.Metadata = ["run.id": "\(record.run.id)", "campaign.id": "\(record.run.campaignID)"]
        switch verdict {
        case .started(let qualified):
            tools.logger.info("run started", metadata: ids.merging(["qualified": "\(qualified)"]) { $1 })
        case .failed(let reason):
            tools.logger.error("run not started", metadata: ids.merging(["reason": "\(reason)"]) { $1 })
        }
    }
}
