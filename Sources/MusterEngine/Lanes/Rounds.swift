import Logging
import MusterModel
import MusterStore
import Synchronization

/// Lets the lanes that share the writer take turns, one chunk each, in a fixed order: neither delays
/// another by more than a chunk, and the same input gives the same tables.
final class Rounds: Sendable {
    /// What became of one round.
    struct Outcome {
        var worked = false
        /// Lanes that failed, with the seconds of real time they pause.
        var failures: [(lane: String, error: any Error, pause: Int64)] = []
    }

    private let tools: LaneTools
    private let board: LaneBoard
    private let fixed: [any Lane]
    private let runs = Mutex<[CampaignRunID: RunLane]>([:])
    private static let runs = "runs"
    /// One round at a time, whoever asks for it.
    private let turn = Turnstile()

    init(_ tools: LaneTools, board: LaneBoard) {
        self.tools = tools
        self.board = board
        fixed = [TriggerLane(tools), WakingLane(tools: tools), QueueLane(tools), StartingLane(tools: tools)]
        for lane in fixed { board.add(lane.name, purpose: lane.purpose) }
        board.add(Self.runs, purpose: "finds the runs that move people; each has a lane of its own")
    }

    /// - Parameter skips: whether a lane is left out of this round.
    func round(leavingOut skips: @escaping @Sendable (String) -> Bool) async throws -> Outcome {
        try await turn.hold {
            var outcome = Outcome()
            for lane in self.fixed { try await self.take(lane, skips, &outcome) }
            for lane in try await self.runLanes(skips, &outcome) { try await self.take(lane, skips, &outcome) }
            return outcome
        }
    }

    private func take(_ lane: any Lane, _ skips: (String) -> Bool, _ outcome: inout Outcome) async throws {
        let worked = try await attempt(lane.name, skips, &outcome, isBusy: { lane.isBusy }) { try await lane.work() }
        outcome.worked = outcome.worked || worked
    }

    /// One lane for each run that moves people.
    private func runLanes(_ skips: (String) -> Bool, _ outcome: inout Outcome) async throws -> [RunLane] {
        var lanes: [RunLane] = []
        _ = try await attempt(Self.runs, skips, &outcome) {
            let moving = try self.tools.store.read { try $0.movingRuns() }.map(\.run)
            let (found, gone) = self.runs.withLock { known -> ([RunLane], [RunLane]) in
                let ids = Set(moving.map(\.id))
                let gone = known.filter { !ids.contains($0.key) }.map(\.value)
                for lane in gone { known[lane.run] = nil }
                for run in moving where known[run.id] == nil {
                    let lane = RunLane(run.id, of: run.campaignID, self.tools)
                    self.board.add(lane.name, purpose: lane.purpose)
                    known[run.id] = lane
                }
                return (moving.compactMap { known[$0.id] }, gone)
            }
            for lane in gone {
                self.board.remove(lane.name)
                self.tools.starts.forget(lane.run)
            }
            lanes = found
            return false
        }
        return lanes
    }

    /// - Throws: `CancellationError`; everything else is the lane's own trouble.
    private func attempt(
        _ lane: String, _ skips: (String) -> Bool, _ outcome: inout Outcome, isBusy: () -> Bool = { false },
        _ body: () async throws -> Bool
    ) async throws -> Bool {
        guard !skips(lane) else { return false }
        try Task.checkCancellation()
        board.begin(lane)
        do {
            let worked = try await body()
            board.succeeded(lane, worked: worked || isBusy())
            if worked { tools.logger.debug("lane worked", metadata: ["lane": "\(lane)"]) }
            return worked
        } catch let error where !error.isCancellation {
            let pause = board.failed(lane, because: error)
            outcome.failures.append((lane, error, pause))
            return false
        }
    }
}

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
