import MusterModel
import Synchronization

/// Wakes one who waits when something was committed. Rings are counted, so that one that comes
/// between looking and waiting is not lost.
final class Doorbell: Sendable {
    private struct State {
        var count = 0
        var waiting: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    func ring() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.count += 1
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// Returns when the bell has been rung since `heard`, at `deadline`, or when cancelled.
    func wait(after heard: Int, orUntil deadline: Instant?, clock: any MusterClock) async {
        await withTaskGroup(of: Void.self) { group in
            if let deadline {
                group.addTask {
                    do { try await clock.sleep(until: deadline) } catch { return }
                    self.ring()
                }
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let now = state.withLock { state in
                        if state.count != heard || Task.isCancelled { return true }
                        state.waiting = continuation
                        return false
                    }
                    if now { continuation.resume() }
                }
            } onCancel: {
                self.ring()
            }
            group.cancelAll()
        }
    }
}
