import MusterFlows
import MusterModel
import MusterStore
import Synchronization

/// Finds out who may enter the runs that start, each in a task of its own that holds up nothing, and
/// keeps what was found until they have entered.
///
/// Nothing is lost with it: what has begun goes on from what is stored.
final class RunStarts: Sendable {
    /// How far somebody is who looks for the people of a run.
    enum Stage: Hashable {
        /// It takes long when the next run need not wait for it. It keeps its place when it counts among the
        /// runs in progress all the same.
        case searching(takesLong: Bool, keepsPlace: Bool = false)
        /// What was found, or why nothing could be, has yet to be fetched.
        case found

        var isSearching: Bool { self != .found }
    }
    private struct Search {
        enum Result {
            case pending(Task<Void, Never>)
            case prepared(PreparedStart)
            case failed(any Error)
        }
        let number: Int
        var result: Result
        var takesLong = false
        /// When it ended.
        var endedAt: Instant?

        var task: Task<Void, Never>? { if case .pending(let task) = result { task } else { nil } }
    }
    private struct State {
        var searches: [CampaignRunID: Search] = [:]
        /// Runs that have waited once or had their turn, however often they are looked for from then on.
        var keepPlace: Set<CampaignRunID> = []
        var number = 0
        var answers = 0
        /// Who is told when a search ends.
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    }
    private let state = Mutex(State())
    private let configuration: Engine.Configuration
    private let clock: any MusterClock
    /// Called when something was found, or could not be, or takes long.
    private let changed: @Sendable () -> Void

    init(_ configuration: Engine.Configuration, clock: any MusterClock, changed: @escaping @Sendable () -> Void) {
        self.configuration = configuration
        self.clock = clock
        self.changed = changed
    }

    /// What was found for the run. Begins to look when nobody has, or what came of it lies back longer than
    /// it is good for: a run that had to wait must not begin with a moment long past. It lets nobody take its
    /// place from then on, until it is forgotten, so that it does not have to wait once more.
    /// - Parameter seconds: `nil` for ever.
    /// - Returns: `nil` while somebody is looking.
    /// - Throws: what the search failed with; the next call begins anew.
    func prepared(
        _ run: CampaignRunID, goodFor seconds: Int64? = nil,
        _ evaluate: @escaping @Sendable () async throws -> PreparedStart
    ) throws -> PreparedStart? {
        let now = clock.now
        return try state.withLock { state in
            if let seconds, let end = state.searches[run]?.endedAt, now > end.adding(seconds: seconds) {
                state.keepPlace.insert(run)
                begin(run, evaluate, &state)
                return nil
            }
            switch state.searches[run]?.result {
            case .prepared(let prepared): return prepared
            case .pending: return nil
            case .failed(let error):
                state.searches[run] = nil
                throw error
            case nil:
                begin(run, evaluate, &state)
                return nil
            }
        }
    }

    /// Replaces what was found by what `search` makes of it, or finds anew. The run, whose turn it is, keeps its
    /// place meanwhile.
    func goOn(_ run: CampaignRunID, _ search: @escaping @Sendable () async throws -> PreparedStart) {
        state.withLock { state in
            state.keepPlace.insert(run)
            begin(run, search, &state)
        }
    }

    /// Replaces what was found by what is left of it.
    func keep(_ prepared: PreparedStart) {
        state.withLock { state in
            state.number += 1
            state.searches[prepared.terms.run] = Search(number: state.number, result: .prepared(prepared))
        }
    }

    /// `nil` when nobody has begun to look, and nothing is known.
    func stage(of run: CampaignRunID) -> Stage? {
        state.withLock { state in
            state.searches[run].map { search in
                guard search.task != nil else { return .found }
                return .searching(takesLong: search.takesLong, keepsPlace: state.keepPlace.contains(run))
            }
        }
    }

    func forget(_ run: CampaignRunID) { forgetAll { $0 == run } }

    /// Those of the runs; a search under way ends.
    func forgetAll(where isOver: (CampaignRunID) -> Bool = { _ in true }) {
        let tasks = state.withLock { state -> [Task<Void, Never>] in
            let over = state.searches.filter { isOver($0.key) }
            for run in over.keys { state.searches[run] = nil }
            // Whoever waits for one of them has to look anew.
            state.answers += over.values.count { $0.task != nil }
            state.keepPlace = state.keepPlace.filter { !isOver($0) }
            guard !over.isEmpty else { return [] }
            for listener in state.listeners.values { listener.yield() }
            return over.values.compactMap(\.task)
        }
        for task in tasks { task.cancel() }
    }

    /// How many searches have ended, or were ended.
    var answers: Int { state.withLock { $0.answers } }

    /// Waits until those who look now have ended, or until cancelled: they go on.
    /// - Returns: whether a search has ended since `answers` were counted.
    /// - Throws: `CancellationError`.
    func settle(since answers: Int) async throws -> Bool {
        let awaited = underWay
        let heard = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = state.withLock { state in
            state.number += 1
            state.listeners[state.number] = heard.continuation
            return state.number
        }
        defer { state.withLock { $0.listeners[listener] = nil } }
        var ends = heard.stream.makeAsyncIterator()
        while !awaited.isDisjoint(with: underWay) {
            // Nothing comes once the caller is cancelled.
            guard await ends.next() != nil else { break }
        }
        try Task.checkCancellation()
        return self.answers != answers
    }

    /// Whether anybody is looking.
    var isSearching: Bool { !underWay.isEmpty }

    private var underWay: Set<Int> {
        state.withLock { state in Set(state.searches.values.filter { $0.task != nil }.map(\.number)) }
    }

    private func begin(
        _ run: CampaignRunID, _ search: @escaping @Sendable () async throws -> PreparedStart, _ state: inout State
    ) {
        state.number += 1
        let number = state.number
        let task = Task {
            let patience = Task {
                guard let long = configuration.longStart else { return }
                do { try await configuration.patience(long) } catch { return }
                letPass(run, number)
            }
            defer { patience.cancel() }
            do { end(run, number, .prepared(try await search())) } catch { end(run, number, .failed(error)) }
        }
        state.searches[run] = Search(number: number, result: .pending(task))
    }

    private func letPass(_ run: CampaignRunID, _ number: Int) {
        state.withLock { state in
            guard state.searches[run]?.number == number else { return }
            state.searches[run]?.takesLong = true
        }
        changed()
    }

    private func end(_ run: CampaignRunID, _ number: Int, _ result: Search.Result) {
        let now = clock.now
        state.withLock { state in
            state.answers += 1
            if state.searches[run]?.number == number {
                state.searches[run]?.result = result
                state.searches[run]?.endedAt = now
            }
            for listener in state.listeners.values { listener.yield() }
        }
        changed()
    }
}
