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
}

/// Answers questions about people on threads of their own, a few at once.
///
/// The threads give way to everything else on the machine, so that a count of a hundred million rows
/// leaves requests as quick as before. A question whose asker is gone ends.
final class Questions: Sendable {
    private let store: Store
    let turns: QuestionTurns

    init(store: Store, limits: QuestionLimits) {
        self.store = store
        turns = QuestionTurns(atOnce: store.database.questionsAtOnce, limits: limits)
    }

    func ask<Answer: Sendable>(
        _ asker: Asker, _ body: @escaping @Sendable (StoreReader) throws -> Answer
    ) async throws -> Answer {
        try await turns.take(asker.user)
        defer { turns.giveBack(asker.user) }
        let (store, end) = (store, ReadEnd(after: min(asker.timeLimit, ReadEnd.longest)))
        return try await withTaskCancellationHandler {
            try await QuestionThread.run { try store.ask(until: end, body) }
        } onCancel: {
            end.cancel()
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
