import MusterStore
import Synchronization

/// Where questions wait while the write-ahead log is too long for one more that needs it.
final class LogRoom: Sendable {
    /// How often those who wait have somebody look whether they still have to.
    private static let pause = Duration.milliseconds(20)

    private struct State {
        var isFull = false
        var hasEnded = false
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var number = 0
        var isLooking = false
    }
    private let timing: WriteTiming
    private let state = Mutex(State())

    init(_ timing: WriteTiming) { self.timing = timing }

    var isOpen: Bool { state.withLock { !$0.isFull } }
    var waitingCount: Int { state.withLock(\.waiting.count) }

    func close() { state.withLock { $0.isFull = true } }

    /// Whoever waits goes on.
    func open() { leave { $0.isFull = false }.forEach { $0.resume() } }

    /// Whoever waits, or comes later, learns that the database is closed.
    func end() { leave { $0.hasEnded = true }.forEach { $0.resume(throwing: StoreError.closed) } }

    private func leave(_ change: (inout State) -> Void) -> [CheckedContinuation<Void, any Error>] {
        state.withLock { state in
            change(&state)
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
    }

    /// Returns when there is room.
    ///
    /// - Parameter look: called again and again, as long as anybody waits, to find out.
    /// - Throws: `CancellationError`, or `StoreError.closed`.
    func wait(_ look: @escaping @Sendable () -> Void) async throws {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enter(number, $0, look) }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(throwing: CancellationError())
        }
    }

    private func enter(
        _ number: Int, _ continuation: CheckedContinuation<Void, any Error>, _ look: @escaping @Sendable () -> Void
    ) {
        enum Place { case waits(first: Bool), leaves(Result<Void, any Error>) }
        let place = state.withLock { state -> Place in
            if state.hasEnded { return .leaves(.failure(StoreError.closed)) }
            guard state.isFull else { return .leaves(.success(())) }
            // Asked in here: a task that is cancelled later finds itself among those who wait.
            if Task.isCancelled { return .leaves(.failure(CancellationError())) }
            state.waiting[number] = continuation
            defer { state.isLooking = true }
            return .waits(first: !state.isLooking)
        }
        switch place {
        case .leaves(let result): continuation.resume(with: result)
        case .waits(let isFirst): if isFirst { lookLater(look) }
        }
    }

    private func lookLater(_ look: @escaping @Sendable () -> Void) {
        timing.after(Self.pause) {
            look()
            let goesOn = self.state.withLock { state in
                state.isLooking = !state.waiting.isEmpty
                return state.isLooking
            }
            if goesOn { self.lookLater(look) }
        }
    }
}
