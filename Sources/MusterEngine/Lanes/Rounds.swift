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
        fixed = [TriggerLane(tools), WakingLane(tools: tools), QueueLane(tools), ForgettingLane(tools: tools)]
        for lane in fixed { board.add(lane.name, purpose: lane.purpose) }
        board.add(Self.runs, purpose: "finds the runs that start or move people; each has a lane of its own")
    }

    /// Nothing is done while a list is evaluated where the clock is simulated: how many rounds pass
    /// meanwhile would depend on the machine.
    /// - Parameter skips: whether a lane is left out of this round.
    func round(leavingOut skips: @escaping @Sendable (String) -> Bool) async throws -> Outcome {
        try await turn.hold {
            var outcome = Outcome()
            let (store, starts) = (self.tools.store, self.tools.starts)
            if store.clock.isSimulated, starts.isSearching {
                // One that is not to start any more holds up nobody.
                _ = try await self.attempt(Self.runs, skips, &outcome) { try self.openRuns().runs.isEmpty }
                if starts.isSearching { return outcome }
            }
            for lane in self.fixed { try await self.take(lane, skips, &outcome) }
            let runs = try await self.runLanes(skips, &outcome)
            for lane in runs.moving { try await self.take(lane, skips, &outcome) }
            /// One that fell due before has to be looked for again.
            var isHeld = false
            for lane in runs.due where !isHeld || starts.stage(of: lane.run) != .found {
                try await self.take(lane, skips, &outcome)
                if starts.stage(of: lane.run)?.isSearching ?? false { isHeld = true }
            }
            return outcome
        }
    }

    private func take(_ lane: any Lane, _ skips: (String) -> Bool, _ outcome: inout Outcome) async throws {
        let worked = try await attempt(lane.name, skips, &outcome, isBusy: { lane.isBusy }) { try await lane.work() }
        outcome.worked = outcome.worked || worked
    }

    /// One lane for each run that moves people or is to start; returns those whose turn it is.
    private func runLanes(
        _ skips: (String) -> Bool, _ outcome: inout Outcome
    ) async throws -> (moving: [RunLane], due: [RunLane]) {
        var lanes: (moving: [RunLane], due: [RunLane]) = ([], [])
        _ = try await attempt(Self.runs, skips, &outcome) {
            let (tools, open) = (self.tools, try self.openRuns())
            let (known, gone) = self.runs.withLock { known in
                let gone = known.filter { !open.ids.contains($0.key) }.map(\.value)
                for lane in gone { known[lane.run] = nil }
                for run in open.runs where known[run.id] == nil {
                    let lane = RunLane(run.id, of: run.campaignID, tools)
                    self.board.add(lane.name, purpose: lane.purpose)
                    known[run.id] = lane
                }
                return (known, gone)
            }
            for lane in gone { self.board.remove(lane.name) }
            let turns = open.turns(
                room: tools.configuration.batchConcurrency, searches: tools.configuration.startsAtOnce, tools.starts
            ) { run in known[run].map { skips($0.name) } ?? false }
            lanes = (open.moving.compactMap { known[$0.id] }, turns.compactMap { known[$0] })
            return false
        }
        return lanes
    }

    /// Forgets what was found for all others.
    private func openRuns() throws -> OpenRuns {
        let open = try tools.store.read { [clock = tools.store.clock] in try OpenRuns($0, at: clock.now) }
        tools.starts.forgetAll { !open.ids.contains($0) }
        return open
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
            // What goes on beside has yet to succeed.
            if worked || !isBusy() { board.succeeded(lane, worked: worked) }
            if worked { tools.logger.debug("lane worked", metadata: ["lane": "\(lane)"]) }
            return worked
        } catch let error where !error.isCancellation {
            let pause = board.failed(lane, because: error)
            outcome.failures.append((lane, error, pause))
            return false
        }
    }
}
