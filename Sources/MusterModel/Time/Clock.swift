import Synchronization

/// Where the time comes from. Nothing below the composition root asks the system.
public protocol MusterClock: Sendable {
    var now: Instant { get }
    /// True when the clock stands still until it is told to move.
    var isSimulated: Bool { get }
    /// Returns at `deadline`, when the clock has been moved, or by throwing `CancellationError`.
    func sleep(until deadline: Instant) async throws
}

/// A clock that stands still until it is moved, and never goes back.
///
/// Sleepers wake when the clock has been moved to or past their deadline, in the order of their
/// deadlines.
public final class SimulatedClock: MusterClock {
    private struct Sleeper {
        let key: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }
    private struct State {
        var now: Instant
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var nextKey = 0
    }
    private let state: Mutex<State>

    public init(now: Instant) { state = Mutex(State(now: now)) }

    public var now: Instant { state.withLock { $0.now } }
    public var isSimulated: Bool { true }

    /// Moves forward to `instant`; an earlier instant leaves the clock where it is.
    public func move(to instant: Instant) {
        let woken = state.withLock { state -> [Sleeper] in
            guard instant > state.now else { return [] }
            state.now = instant
            let due = state.sleepers.filter { $0.deadline <= instant }.sorted { $0.deadline < $1.deadline }
            state.sleepers.removeAll { $0.deadline <= instant }
            return due
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    public func sleep(until deadline: Instant) async throws {
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let verdict = state.withLock { state -> Bool? in
                    if state.cancelled.remove(key) != nil { return false }
                    if deadline <= state.now { return true }
                    state.sleepers.append(Sleeper(key: key, deadline: deadline, continuation: continuation))
                    return nil
                }
                switch verdict {
                case true?: continuation.resume()
                case false?: continuation.resume(throwing: CancellationError())
                case nil: break
                }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.key == key }) else {
                    state.cancelled.insert(key)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
