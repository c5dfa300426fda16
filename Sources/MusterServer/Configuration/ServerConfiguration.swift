public import Logging

/// What `muster serve` is told. This module is the only reader of configuration.
public struct ServerConfiguration: Sendable {
    public static let defaultChunk = 2_000

    public var databasePath: String
    public var host: String
    /// 0 takes any free port.
    public var port: Int
    public var clock: ClockChoice?
    public var loadsDemo: Bool
    public var credentials: Credentials?
    public var logLevel: Logger.Level
    /// People per transaction of a flow: more is faster, fewer lets other writes in sooner.
    public var chunk: Int

    public init(
        databasePath: String, host: String = "127.0.0.1", port: Int = 8080, clock: ClockChoice? = nil,
        loadsDemo: Bool = false, credentials: Credentials? = nil, logLevel: Logger.Level = .info,
        chunk: Int = defaultChunk
    ) {
        self.databasePath = databasePath
        self.host = host
        self.port = port
        self.clock = clock
        self.loadsDemo = loadsDemo
        self.credentials = credentials
        self.logLevel = logLevel
        self.chunk = chunk
    }
}

/// A way to start that makes no sense, and what would.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
