import Logging
import MusterModel
public import MusterStore

/// Hands the due messages of a route over, several at once, and commits what became of each by itself.
struct OutboxDelivery: Sendable {
    let tools: LaneTools
    /// By kind.
    let transports: [String: any MessageTransport]

    /// 1, 5, 25 minutes and so on; after this many tries the entry has failed for good.
    static let maximumAttempts = 6
    /// How many are read at once.
    private static let window = 200

    /// Until nothing is due at the present moment; returns whether anything was.
    ///
    /// A slow message does not keep those behind it waiting while there is room beside it.
    func deliverAll(_ route: OutboxRoute) async throws -> Bool {
        let room = tools.configuration.deliveriesAtOnce
        return try await withThrowingTaskGroup(of: Int64.self) { group in
            var onTheirWay: Set<Int64> = []
            var worked = false
            while true {
                try Task.checkCancellation()
                let limit = Self.window + onTheirWay.count
                let now = tools.store.clock.now
                let due = try tools.store.read {
                    try $0.dueOutboxEntries(of: route, at: now, limit: limit, excluding: onTheirWay)
                }
                if due.isEmpty, onTheirWay.isEmpty { return worked }
                // What a power failure takes back is decided anew, and must not have been sent.
                if !due.isEmpty { try await tools.store.durable() }
                worked = true
                for entry in due {
                    if onTheirWay.count >= room, let done = try await group.next() { onTheirWay.remove(done) }
                    onTheirWay.insert(entry.id)
                    group.addTask {
                        try await deliver(entry)
                        return entry.id
                    }
                }
                if let done = try await group.next() { onTheirWay.remove(done) }
            }
        }
    }

    private func deliver(_ entry: OutboxEntry) async throws {
        guard let problem = try await attempt(entry) else {
            return try await tools.store.write { try $0.markDelivered(entry.id) }
        }
        let attempts = entry.attempts + 1
        let isFinal = attempts >= Self.maximumAttempts || entry.unreadable != nil
        try await tools.store.write { writer in
            try writer.markUndelivered(
                entry.id, error: problem, nextAttempt: isFinal ? nil : Self.retry(attempts, after: writer.now))
        }
        tools.logger.warning(
            "message not delivered",
            metadata: ["outbox.id": "\(entry.id)", "attempts": "\(attempts)", "reason": "\(problem)"])
    }

    /// Returns why the message was not delivered; `nil` when it was.
    ///
    /// A transport that does not come back is left behind after the deadline: it is told to stop, and
    /// its message is tried again later.
    private func attempt(_ entry: OutboxEntry) async throws -> String? {
        if let problem = entry.unreadable { return problem }
        guard let transport = transports[entry.kind] else { return "nothing here delivers '\(entry.kind)'" }
        let (results, result) = AsyncStream.makeStream(of: String?.self)
        let delivery = Task {
            do {
                try await transport.deliver(entry)
                result.yield(nil)
            } catch { result.yield("\(error)".excerpt(bytes: 500)) }
        }
        let (deadline, patience) = (tools.configuration.deliveryDeadline, tools.configuration.patience)
        let timer = Task {
            do { try await patience(deadline) } catch { return }
            result.yield("no answer within \(deadline) seconds")
        }
        defer {
            delivery.cancel()
            timer.cancel()
        }
        for await problem in results { return problem }
        // Nobody knows whether it has arrived, so it will be handed over again.
        throw CancellationError()
    }

    private static func retry(_ attempts: Int, after now: Instant) -> Instant {
        var minutes: Int64 = 1
        for _ in 1..<attempts { minutes *= 5 }
        return now.adding(seconds: minutes * 60)
    }
}

/// Takes what must leave the database. A throw means 'not delivered, try again later'.
///
/// An entry may be handed over twice when the process dies between delivery and commit; its
/// idempotency key is the same both times.
public protocol MessageTransport: Sendable {
    func deliver(_ entry: OutboxEntry) async throws
}
