import MusterFlows
public import MusterModel
public import MusterStore
import Synchronization

/// Finds out who may enter the runs that start, each in a task of its own that holds up nothing, and
/// keeps what was found until they have entered.
///
/// Nothing is lost with it: what has begun goes on from what is stored.
final class RunStarts: Sendable {
    private enum Stage {
        case evaluating(Task<Void, Never>)
        case prepared(PreparedStart)
        case failed(any Error)
    }
    private struct State {
        var stages: [CampaignRunID: (number: Int, stage: Stage)] = [:]
        var number = 0
        var answers = 0
    }
    private let state = Mutex(State())
    /// Called when something was found, or could not be.
    private let ended: @Sendable () -> Void

    init(ended: @escaping @Sendable () -> Void) { self.ended = ended }

    /// What was found for the run. Begins to look when nobody has.
    /// - Returns: `nil` while somebody is looking.
    /// - Throws: what the search failed with; the next call begins anew.
    func prepared(
        _ run: CampaignRunID, _ evaluate: @escaping @Sendable () async throws -> PreparedStart
    ) throws -> PreparedStart? {
        try state.withLock { state in
            switch state.stages[run]?.stage {
            case .prepared(let prepared): return prepared
            case .evaluating: return nil
            case .failed(let error):
                state.stages[run] = nil
                throw error
            case nil:
                state.number += 1
                let number = state.number
                let task = Task {
                    do { end(run, number, .prepared(try await evaluate())) } catch { end(run, number, .failed(error)) }
                }
                state.stages[run] = (number, .evaluating(task))
                return nil
            }
        }
    }

    /// Replaces what was found by what is left of it.
    func keep(_ prepared: PreparedStart) {
        state.withLock { state in
            state.number += 1
            state.stages[prepared.terms.run] = (state.number, .prepared(prepared))
        }
    }

    var isEmpty: Bool { state.withLock { $0.stages.isEmpty } }

    func isLooking(_ run: CampaignRunID) -> Bool {
        state.withLock { if case .evaluating? = $0.stages[run]?.stage { true } else { false } }
    }

    func forget(_ run: CampaignRunID) { forgetAll { $0 == run } }

    /// Those of the runs; a search under way ends.
    func forgetAll(where isOver: (CampaignRunID) -> Bool = { _ in true }) {
        let tasks = state.withLock { state in
            let over = state.stages.filter { isOver($0.key) }
            for run in over.keys { state.stages[run] = nil }
            return over.values.compactMap { if case .evaluating(let task) = $0.stage { task } else { nil } }
        }
        for task in tasks { task.cancel() }
    }

    /// How many searches have ended.
    var answers: Int { state.withLock { $0.answers } }

    /// Waits until nobody is looking any more.
    /// - Returns: whether a search has ended since `answers` were counted.
    func settle(since answers: Int) async -> Bool {
        let tasks = state.withLock { state in
            state.stages.values.compactMap { if case .evaluating(let task) = $0.stage { task } else { nil } }
        }
        for task in tasks { await task.value }
        return self.answers != answers
    }

    private func end(_ run: CampaignRunID, _ number: Int, _ stage: Stage) {
        state.withLock { state in
            state.answers += 1
            guard state.stages[run]?.number == number else { return }
            state.stages[run] = (number, stage)
        }
        ended()
    }
}

/// Keeps one run planned ahead for each campaign that recurs.
public struct RecurringRuns {
    let writer: StoreWriter

    public init(writer: StoreWriter) { self.writer = writer }

    /// Replaces the runs that are planned by the next one of the recurrence; `nil` stops it.
    public func replan(_ recurrence: Recurrence?, of campaign: SmartCampaignID) throws {
        try writer.cancelScheduledRuns(of: campaign, origin: .recurrence)
        guard let recurrence else { return }
        try planNext(of: campaign, recurrence, after: writer.now)
    }

    private func planNext(of campaign: SmartCampaignID, _ recurrence: Recurrence, after instant: Instant) throws {
        guard let next = recurrence.next(after: instant, in: writer.catalogs.settings.timeZone) else { return }
        try writer.createRun(of: campaign, origin: .recurrence, isTrigger: false, scheduledAt: next)
    }

    /// Called when a planned run starts. Occurrences that were missed while the server was down are
    /// caught up by this one run, so the next one lies ahead of now.
    func planSuccessor(of record: RunRecord) throws {
        guard record.run.origin == .recurrence,
            let campaign = try writer.reader.smartCampaign(record.run.campaignID),
            let recurrence = campaign.recurrence
        else { return }
        try planNext(of: campaign.id, recurrence, after: max(writer.now, record.run.scheduledAt))
    }
}
