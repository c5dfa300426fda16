import Synchronization

/// Lets so many questions be answered at once: whose user has the fewest in progress comes first,
/// then who came first.
final class QuestionTurns: Sendable {
    private struct Waiting {
        let number: Int
        let user: String?
        let continuation: CheckedContinuation<Void, any Error>
    }
    private struct State {
        var inProgress: [String?: Int] = [:]
        var waiting: [Waiting] = []
        var nextNumber = 0
    }
    private let atOnce: Int
    private let limits: QuestionLimits
    private let state = Mutex(State())

    init(atOnce: Int, limits: QuestionLimits) {
        precondition(atOnce > 0 && limits.perUser > 0, "somebody must get his turn")
        self.atOnce = atOnce
        self.limits = limits
    }

    /// Returns when it is the user's turn, who gives it back afterwards. Without a user, such as for
    /// the engine, that may take as long as it takes.
    /// - Throws: `QuestionError.tooMany`, or `CancellationError`.
    func take(_ user: String?) async throws {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        let patience = user.map { _ in
            Task {
                // Real time, also where the clock of the instance stands still.
                try await ContinuousClock().sleep(for: limits.patience)
                giveUp(number, QuestionError.tooMany(perUser: limits.perUser))
            }
        }
        defer { patience?.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(Waiting(number: number, user: user, continuation: $0)) }
        } onCancel: {
            giveUp(number, CancellationError())
        }
    }

    private func wait(_ waiting: Waiting) {
        let next = state.withLock { state -> [Waiting]? in
            // Asked in here: a task that is cancelled later finds itself among those who wait.
            if Task.isCancelled { return nil }
            state.waiting.append(waiting)
            return admit(&state)
        }
        guard let next else { return waiting.continuation.resume(throwing: CancellationError()) }
        for waiting in next { waiting.continuation.resume() }
    }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    func giveBack(_ user: String?) {
        let next = state.withLock { state -> [Waiting] in
            let left = state.inProgress[user, default: 1] - 1
            state.inProgress[user] = left == 0 ? nil : left
            return admit(&state)
        }
        for waiting in next { waiting.continuation.resume() }
    }

    private func giveUp(_ number: Int, _ error: any Error) {
        let waiting = state.withLock { state -> Waiting? in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        waiting?.continuation.resume(throwing: error)
    }

    /// Those whose turn it is now.
    private func admit(_ state: inout State) -> [Waiting] {
        var admitted: [Waiting] = []
        while state.inProgress.values.reduce(0, +) < atOnce {
            let candidates = state.waiting.indices.filter { index in
                let user = state.waiting[index].user
                return user == nil || state.inProgress[user, default: 0] < limits.perUser
            }
            let next = candidates.min { left, right in
                state.inProgress[state.waiting[left].user, default: 0]
                    < state.inProgress[state.waiting[right].user, default: 0]
            }
            guard let next else { break }
            let waiting = state.waiting.remove(at: next)
            state.inProgress[waiting.user, default: 0] += 1
            admitted.append(waiting)
        }
        return admitted
    }
}
