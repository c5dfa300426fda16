import MusterStore
import Synchronization

/// One caller's part of a transaction.
protocol WriteJob: Sendable {
    /// Makes the changes and keeps the result back.
    func perform(on connection: any WriteConnection) throws
    /// Tells the caller how it ended: after the commit, or with what prevented it.
    func end(_ error: (any Error)?)
}

/// A job with a result; called by the writer only, once each.
final class WriteCall<T: Sendable>: WriteJob {
    private let body: @Sendable (any WriteConnection) throws -> T
    private let ended: @Sendable (Result<T, any Error>) -> Void
    private let continuation: CheckedContinuation<T, any Error>
    private let result = Mutex<T?>(nil)

    init(
        _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void, continuation: CheckedContinuation<T, any Error>
    ) {
        self.body = body
        self.ended = ended
        self.continuation = continuation
    }

    func perform(on connection: any WriteConnection) throws {
        let value = try body(connection)
        result.withLock { $0 = value }
    }

    func end(_ error: (any Error)?) {
        let value = result.withLock { $0 }
        let outcome: Result<T, any Error> =
            if let error {
                .failure(error)
            } else if let value {
                .success(value)
            } else {
                .failure(StoreError(.rolledBack, "the transaction ended before the write began"))
            }
        ended(outcome)
        continuation.resume(with: outcome)
    }
}
