import Logging
import MusterEngine
import MusterModel
import MusterStore

/// Writes one log line per message, at the level debug, and delivers nothing: the stand-in until mail is set up.
struct LogTransport: MessageTransport {
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Names ids only: addresses and contents are personal data.
    func deliver(_ entry: OutboxEntry) async throws {
        logger.debug(
            "message handed over",
            metadata: [
                "outbox.id": "\(entry.id)", "outbox.kind": "\(entry.kind)", "outbox.key": "\(entry.idempotencyKey)",
                "lead.id": "\(entry.leadID)",
                "email.id": "\(entry.payload["emailId"]?.scalarText ?? "")",
                "run.id": "\(entry.payload["runId"]?.scalarText ?? "")",
            ])
    }
}
