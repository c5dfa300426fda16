import Logging
import MusterModel
import MusterStore

/// Starts runs that fall due. A campaign whose previous run is still in progress lets the new one
/// wait.
struct StartingLane: Lane {
    let name = "starting"
    let purpose = "starts runs whose time has come"
    let tools: LaneTools

    private var starting: RunStarting { RunStarting(tools: tools) }

    var isBusy: Bool { !tools.starts.isEmpty }

    func work() async throws -> Bool {
        guard let record = try tools.store.read({ try next($0) }) else { return false }
        let progress: RunStarting.Progress
        do { progress = try await starting.begin(record) } catch let error where error.isLasting {
            // Trying again would end the same way, and keep the runs behind it waiting.
            progress = try await starting.refuse(record, "\(error)")
        }
        log(record, progress)
        return !progress.isEvaluating
    }

    /// Forgets what was found for runs that were taken back.
    private func next(_ reader: StoreReader) throws -> RunRecord? {
        let now = tools.store.clock.now
        let isDue = try reader.dueRun(at: now) != nil
        guard isDue || !tools.starts.isEmpty else { return nil }
        let moving = try reader.movingRuns().map(\.run)
        let hasRoom = moving.count < tools.configuration.batchConcurrency
        let next = isDue && hasRoom ? try reader.dueRun(at: now, busy: Set(moving.map(\.campaignID))) : nil
        let wanted = Set(moving.map(\.id) + [next?.run.id].compactMap(\.self))
        tools.starts.forgetAll { !wanted.contains($0) }
        return next
    }

    private func log(_ record: RunRecord, _ progress: RunStarting.Progress) {
        let ids: Logger.Metadata = ["run.id": "\(record.run.id)", "campaign.id": "\(record.run.campaignID)"]
        switch progress {
        case .begun(let qualified):
            tools.logger.info("run started", metadata: ids.merging(["qualified": "\(qualified)"]) { $1 })
        case .failed(let reason):
            tools.logger.error("run not started", metadata: ids.merging(["reason": "\(reason)"]) { $1 })
        case .evaluating, .entered: break
        }
    }
}
