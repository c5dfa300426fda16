import Foundation
public import MusterStore
import Synchronization

/// Who asks, and how long he is ready to wait for the answer.
public struct Asker: Sendable {
    /// The API user, of whose questions only so many are answered at once.
    public var user: String?
    /// Of real time, while the question is being answered; never more than `ReadEnd.longest`.
    public var timeLimit: Duration

    public init(user: String? = nil, timeLimit: Duration = ReadEnd.longest) {
        self.user = user
        self.timeLimit = timeLimit
    }

    /// A command on the machine itself.
    public static let command = Asker()
}

/// How many questions are answered, and how long they wait for it.
/// - Source: our choice.
public struct QuestionLimits: Sendable {
    /// Of one user at once.
    public var perUser = 4
    /// How long a question waits until it is its turn.
    public var patience = Duration.seconds(30)

    public init() {}
}

public enum QuestionError: Error, Hashable {
    /// The question has waited for its turn as long as questions may.
    case tooMany(perUser: Int)
    /// It, or those before it, have waited as long for room in the storage's log, whosever questions keep it.
    case noRoom
}

/// Answers questions about people on threads of their own, a few at once.
///
/// The threads give way to everything else on the machine, so that a count of a hundred million rows
/// leaves requests as quick as before. A question whose asker is gone ends.
final class Questions: Sendable {
    private let store: Store
    let turns: QuestionTurns
    private let limits: QuestionLimits
    /// How many have their turn and wait for room.
    private let waitingForRoom = Mutex(0)

    init(store: Store, limits: QuestionLimits) {
        self.store = store
        self.limits = limits
        turns = QuestionTurns(atOnce: store.database.questionsAtOnce, limits: limits)
    }

    func ask<Answer: Sendable>(
        _ asker: Asker, _ body: @escaping @Sendable (StoreReader) throws -> Answer
    ) async throws -> Answer {
        let deadline = asker.user.map { _ in ContinuousClock.now + limits.patience }
        do {
            try await turns.take(asker.user)
        } catch QuestionError.tooMany where waitingForRoom.withLock({ $0 > 0 }) {
            throw QuestionError.noRoom
        }
        defer { turns.giveBack(asker.user) }
        try await room(before: deadline)
        let (store, end) = (store, ReadEnd(after: min(asker.timeLimit, ReadEnd.longest)))
        return try await withTaskCancellationHandler {
            try await QuestionThread.run { try store.ask(until: end, body) }
        } onCancel: {
            end.cancel()
        }
    }

    /// Waits until the storage can bear one more question.
    private func room(before deadline: ContinuousClock.Instant?) async throws {
        waitingForRoom.withLock { $0 += 1 }
        defer { waitingForRoom.withLock { $0 -= 1 } }
        let waiting = Task { [store] in try await store.database.roomForQuestion() }
        let patience = deadline.map { deadline in
            Task {
                try await ContinuousClock().sleep(until: deadline)
                waiting.cancel()
            }
        }
        defer { patience?.cancel() }
        do {
            try await withTaskCancellationHandler {
                try await waiting.value
            } onCancel: {
                waiting.cancel()
            }
        } catch is CancellationError where !Task.isCancelled {
            throw QuestionError.noRoom
        }
    }
}

/// A thread for one question.
enum QuestionThread {
    /// A tenth of what a thread that serves requests gets, where both want to run.
    private static let niceness: Int32 = 10

    static func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                giveWay()
                continuation.resume(with: Result { try body() })
            }
            thread.name = "muster.question"
            thread.start()
        }
    }

    private static func giveWay() {
        #if os(Linux)
            // 0 is the calling thread here, though POSIX has it mean the process.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        #else
            Thread.current.qualityOfService = .utility
        #endif
    }
}

/// Lets so many questions be answered at once: whose user has the fewest in progress comes first,
/// then who came first. Questions of no user leave a place to those of users.
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
    let atOnce: Int
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
        let placesOfNobody = max(1, atOnce - 1)
        var admitted: [Waiting] = []
        while state.inProgress.values.reduce(0, +) < atOnce {
            let candidates = state.waiting.indices.filter { index in
                let user = state.waiting[index].user
                return state.inProgress[user, default: 0] < (user == nil ? placesOfNobody : limits.perUser)
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
