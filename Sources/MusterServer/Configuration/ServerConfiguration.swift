import Foundation
public import Logging
import MusterEngine
public import MusterModel
import MusterREST

/// What `muster serve` is told. This module is the only reader of configuration.
public struct ServerConfiguration: Sendable {
    /// What the engine does by itself.
    public static let defaultChunk = Engine.Configuration().chunk

    public var databasePath: String
    public var host: String
    /// 0 takes any free port.
    public var port: Int
    public var clock: ClockChoice?
    public var loadsDemo: Bool
    public var credentials: Credentials?
    public var logLevel: Logger.Level
    public var logFormat: LogFormat
    /// People per transaction of a flow, and in proportion of the start of a run: more is faster, fewer lets
    /// other writes in sooner.
    public var chunk: Int
    public var connections: ConnectionLimits
    /// By which clients may call a server that listens to its own machine alone, beside that machine's own names.
    public var hostNames: [String]

    public init(
        databasePath: String, host: String = "127.0.0.1", port: Int = 8080, clock: ClockChoice? = nil,
        loadsDemo: Bool = false, credentials: Credentials? = nil, logLevel: Logger.Level = .info,
        logFormat: LogFormat = .text, chunk: Int = defaultChunk, connections: ConnectionLimits = ConnectionLimits(),
        hostNames: [String] = []
    ) {
        self.databasePath = databasePath
        self.host = host
        self.port = port
        self.clock = clock
        self.loadsDemo = loadsDemo
        self.credentials = credentials
        self.logLevel = logLevel
        self.logFormat = logFormat
        self.chunk = chunk
        self.connections = connections
        self.hostNames = hostNames
    }

    /// Whether a host can have the name, which has no port.
    public static func isHostName(_ text: String) -> Bool { HostNames.name(of: text) == text.lowercased() }
}

public enum MusterVersion {
    public static let text = "0.1.0"
}

/// A way to start that makes no sense, and what would.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// Where an instance takes the time from: `real`, `simulated` or `simulated=2026-03-01T09:00:00Z`.
public enum ClockChoice: Sendable, Equatable {
    case real
    /// At the given instant, which is no earlier than where the instance's clock stood. Without one it goes on
    /// from there, and a new instance starts at the present.
    case simulated(from: Instant?)

    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first?.lowercased(), parts.count) {
        case ("real", 1): self = .real
        case ("simulated", 1): self = .simulated(from: nil)
        case ("simulated", 2):
            guard let instant = Instant(text: parts[1]) else { return nil }
            self = .simulated(from: instant)
        default: return nil
        }
    }
}

/// The system's time: with `SystemRandom` the only place of the product that asks the system for
/// anything unpredictable.
public struct SystemClock: MusterClock {
    public init() {}

    public var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
    public var isSimulated: Bool { false }

    /// Sleeps in stretches, so that a clock that was set or a machine that was suspended is noticed.
    public func sleep(until deadline: Instant) async throws {
        while true {
            let left = deadline.milliseconds.subtractingReportingOverflow(now.milliseconds)
            guard left.partialValue > 0 || left.overflow else { return }
            try await Task.sleep(
                for: .milliseconds(left.overflow ? Self.stretch : min(left.partialValue, Self.stretch)))
        }
    }

    /// The wait of a caller who does not care about the instance's clock.
    static func patience(_ seconds: Int64) async throws {
        // Not by the time of day, which somebody may set.
        try await Task.sleep(for: .seconds(seconds), clock: .continuous)
    }

    private static let stretch: Int64 = 60_000
}

/// Unpredictable bytes for ids, tokens and secrets.
enum SystemRandom {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
