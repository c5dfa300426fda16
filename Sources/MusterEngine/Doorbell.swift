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

/// Lets one task at a time through, in the order of arrival.
final class Turnstile: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    func hold<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async {
        await withCheckedContinuation { continuation in
            let free = state.withLock { state in
                if state.isTaken {
                    state.waiting.append(continuation)
                    return false
                }
                state.isTaken = true
                return true
            }
            if free { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
