public import Logging
import MusterModel
public import MusterStore

/// Takes what must leave the database. A throw means 'not delivered, try again later'.
///
/// An entry may be handed over twice when the process dies between delivery and commit; its
/// idempotency key is the same both times.
public protocol MessageTransport: Sendable {
    func deliver(_ entry: OutboxEntry) async throws
}

/// Writes one log line per message and delivers nothing: the stand-in until mail is set up.
public struct LogTransport: MessageTransport {
    private let logger: Logger

    public init(logger: Logger) { self.logger = logger }

    /// Names ids only: addresses and contents are personal data.
    public func deliver(_ entry: OutboxEntry) async throws {
        logger.info(
            "message handed over",
            metadata: [
                "outbox.id": "\(entry.id)", "outbox.kind": "\(entry.kind)", "outbox.key": "\(entry.idempotencyKey)",
                "lead.id": "\(entry.leadID)",
                "email.id": "\(entry.payload["emailId"]?.scalarText ?? "")",
                "run.id": "\(entry.payload["runId"]?.scalarText ?? "")",
            ])
    }
}
