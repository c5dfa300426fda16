import Foundation
public import Logging
import MusterModel
import Synchronization

/// Writes one line an event, in one piece.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    /// Real time.
    let clock: any MusterClock
    let write: @Sendable ([UInt8]) -> Void
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var details = metadata
        if let metadataProvider { details.merge(metadataProvider.get()) { $1 } }
        if let own = event.metadata { details.merge(own) { $1 } }
        if let error = event.error { details["error"] = "\(error)" }
        let line = LogLine(time: clock.now, level: event.level, message: "\(event.message)", metadata: details)
        write(line.bytes(as: format))
    }
}

extension Logger {
    /// One line per event on standard error, which leaves standard output to answers.
    public static func standardError(_ label: String, level: Logger.Level, format: LogFormat = .text) -> Logger {
        Logger(label: label) { _ in
            LineLogHandler(format: format, clock: SystemClock(), write: StandardError.write, logLevel: level)
        }
    }

    /// The same with the time of an instance on every line.
    func telling(_ clock: any MusterClock) -> Logger {
        // Whoever keeps lines elsewhere keeps them as he likes.
        guard var handler = handler as? LineLogHandler else { return self }
        handler.metadataProvider = MetadataProvider { [LogLine.instanceTimeKey: "\(clock.now)"] }
        var logger = self
        logger.handler = handler
        return logger
    }
}

private enum StandardError {
    /// A pipe takes a long line in pieces, between which another thread's would come.
    private static let turn = Mutex<Void>(())

    /// What nobody takes is lost: there is no other place to say so.
    static func write(_ bytes: [UInt8]) {
        turn.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
