import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import MusterServer

/// Who is let in, and what the log says of the others.
@Suite struct ConnectionGateTests {
    private final class Lines: Sendable {
        let texts = Mutex<[String]>([])
    }

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let times = event.metadata?["times"].map { " \($0)" } ?? ""
            lines.texts.withLock { $0.append("\(event.level): \(event.message)\(times)") }
        }
    }

    private let lines = Lines()
    private let loop = EmbeddedEventLoop()

    private var logger: Logger { Logger(label: "test") { [lines] _ in Recorder(lines: lines) } }
    private var told: [String] { lines.texts.withLock { $0 } }

    @Test("the log tells when a trouble begins, once a minute how often it came again, and when it is over")
    func trouble() {
        let trouble = RepeatedTrouble(logger, begins: "begins", goesOn: "goes on", ends: "ends")
        for _ in 0..<3 { trouble.occurred(on: loop) }
        #expect(told == ["warning: begins"])
        loop.advanceTime(by: .seconds(60))
        trouble.occurred(on: loop)
        loop.advanceTime(by: .seconds(60))
        #expect(told == ["warning: begins", "warning: goes on 2", "warning: goes on 1"])
        loop.advanceTime(by: .seconds(3600))
        #expect(told.dropFirst(3) == ["notice: ends"])
        trouble.occurred(on: loop)
        #expect(told.dropFirst(4) == ["warning: begins"])
    }

    @Test("a place is free again when its connection has ended, and only then")
    func places() throws {
        let gate = ConnectionGate(ConnectionLimits(connections: 2, head: 1, body: 1, idle: 1, answer: 1), logger)
        let channels = (0..<6).map { _ in EmbeddedChannel(loop: loop) }
        #expect(channels.prefix(3).map(gate.admits) == [true, true, false])
        channels[2].close(promise: nil)
        loop.run()
        #expect(!gate.admits(channels[3]))
        channels[0].close(promise: nil)
        loop.run()
        #expect(channels[4...5].map(gate.admits) == [true, false])
        #expect(told == ["warning: connections are refused"])
    }

    @Test("of those who are refused the oldest go when there are too many of them as well")
    func refused() throws {
        let limits = ConnectionLimits(connections: 1, head: 1, body: 1, idle: 1, answer: 1)
        let gate = ConnectionGate(limits, logger)
        #expect(gate.admits(EmbeddedChannel(loop: loop)))
        let channels = try (0..<limits.mostRefused + 2).map { _ in
            let channel = EmbeddedChannel(loop: loop)
            try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            return channel
        }
        for channel in channels { #expect(!gate.admits(channel)) }
        #expect(
            channels.filter { !$0.isActive }.map(ObjectIdentifier.init) == channels.prefix(2).map(ObjectIdentifier.init)
        )
    }
}
