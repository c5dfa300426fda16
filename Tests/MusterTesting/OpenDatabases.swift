import Synchronization

/// How many temporary databases may be open at once.
///
/// Tests run side by side without a limit of their own, and each database holds some ten files:
/// beyond a thousand of them Foundation, which starts the servers under test, loses track of its
/// processes. A test must not open a second database inside the first.
final class OpenDatabases: Sendable {
    static let limit = OpenDatabases(32)

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
