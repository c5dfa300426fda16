import Logging
import MusterModel
import MusterStore

/// Hands due outbox entries to the transport and records what became of them.
struct OutboxDispatch {
    let store: Store
    let transport: any MessageTransport
    let logger: Logger
    let chunk: Int

    /// 1, 5, 25 minutes and so on; after this many tries the entry has failed for good.
    static let maximumAttempts = 6

    /// Returns whether anything was due.
    func dispatch() async throws -> Bool {
        let due = try store.read { try $0.dueOutboxEntries(at: store.clock.now, limit: chunk) }
        guard !due.isEmpty else { return false }
        var delivered: [Int64] = []
        var undelivered: [(entry: OutboxEntry, reason: String)] = []
        for entry in due {
            do {
                try await transport.deliver(entry)
                delivered.append(entry.id)
            } catch {
                undelivered.append((entry, String(describing: error)))
            }
        }
        let done = delivered
        let failed = undelivered
        try await store.write { writer in
            try writer.markDelivered(done)
            for (entry, reason) in failed {
                let attempts = entry.attempts + 1
                let next = attempts < Self.maximumAttempts ? Self.retry(attempts, after: writer.now) : nil
                try writer.markUndelivered(entry.id, error: reason, nextAttempt: next)
            }
        }
        for (entry, reason) in failed {
            logger.warning(
                "message not delivered",
                metadata: ["outbox.id": "\(entry.id)", "attempts": "\(entry.attempts + 1)", "reason": "\(reason)"])
        }
        return true
    }

    private static func retry(_ attempts: Int, after now: Instant) -> Instant {
        var minutes: Int64 = 1
        for _ in 1..<attempts { minutes *= 5 }
        return now.adding(seconds: minutes * 60)
    }
}
