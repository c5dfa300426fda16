import Foundation
import Hummingbird
import Logging
import MusterEngine
public import MusterModel
import MusterREST
import MusterStore
import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals

/// A whole server: the instance, the HTTP API and the engine.
public struct Server: Sendable {
    /// What is known once requests are answered.
    public struct Listening: Sendable {
        public let host: String
        public let port: Int
        public let client: ClientState
        public let clock: any MusterClock
        public let origin: Instance.Origin
        public let demo: Demo.Summary?

        /// Where it answers, for somebody on this machine.
        public var address: String {
            let host = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
            return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    /// For requests under way when the server is to end; whoever has not sent his by then, or does not
    /// read what he is answered, is cut off.
    private static let patience = Duration.seconds(1)

    public let instance: Instance
    private let configuration: ServerConfiguration
    private let client: ClientState
    private let demo: Demo.Summary?
    private let responder: APIResponder
    private let logger: Logger

    /// Opens everything, without answering requests yet.
    /// - Throws: `ConfigurationError` for what the operator can mend.
    public static func build(_ configuration: ServerConfiguration) async throws -> Server {
        let logger = Logger.standardError("muster", level: configuration.logLevel, format: configuration.logFormat)
        let instance = try await Instance.open(
            path: configuration.databasePath, clock: configuration.clock, chunk: configuration.chunk, logger: logger)
        if let warning = rootWarning(user: geteuid()) { logger.warning(warning) }
        let client = try await instance.store.ensureClient(configuration.credentials, random: SystemRandom.bytes)
        let demo = configuration.loadsDemo ? try await Demo.load(into: instance) : nil
        let application = try await RESTApplication(
            engine: instance.engine, clock: instance.clockCommands, logger: instance.logger, random: SystemRandom.bytes,
            patience: SystemClock.patience,
            hosts: HostNames(listeningAt: configuration.host, further: configuration.hostNames))
        return Server(
            instance: instance, configuration: configuration, client: client, demo: demo,
            responder: application.makeResponder(), logger: instance.logger)
    }

    /// `nil` for any other user than root.
    static func rootWarning(user: uid_t) -> Logger.Message? {
        user == 0
            ? "the server runs as root and needs none of its rights; start it as a user who owns the database" : nil
    }

    /// Answers requests and works until SIGTERM, SIGINT or the cancellation of the task, then shuts
    /// down: first no new requests, then the engine's transaction, then the database.
    public func run(listening: @escaping @Sendable (Listening) async -> Void = { _ in }) async throws {
        let isListening = Mutex(false)
        let http = Application(
            responder: responder,
            server: LenientHTTPChannel.server(configuration.connections, logger),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil,
                backlog: ConnectionLimits.backlog),
            onServerRunning: { [logger] channel in
                isListening.withLock { $0 = true }
                do { try await AcceptFailures.watch(channel, logger) } catch {
                    logger.error("nobody watches for connections that fail", metadata: ["error": "\(error.inBrief)"])
                }
                let port = channel.localAddress?.port ?? configuration.port
                let state = Listening(
                    host: configuration.host, port: port, client: client, clock: instance.store.clock,
                    origin: instance.origin, demo: demo)
                do { try instance.announce(address: state.address) } catch {
                    logger.warning("nobody will be told where the server answers", metadata: ["error": "\(error)"])
                }
                tell(state)
                await listening(state)
            },
            logger: quietLogger)
        var lifecycle = ServiceGroupConfiguration(
            services: [
                EngineService(engine: instance.engine), http,
                LongCalls(clock: instance.clockCommands, responder: responder),
            ],
            logger: quietLogger)
        lifecycle.maximumGracefulShutdownDuration = Self.patience
        let group = ServiceGroup(configuration: lifecycle)
        let end = ServerEnd()
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let watch = Task { [logger] in
            for await signal in signals {
                if end.comes(because: "\(signal)") {
                    logger.notice("server stopping", metadata: ["reason": "\(signal)"])
                }
                await group.triggerGracefulShutdown()
            }
        }
        defer { watch.cancel() }
        let cleaning = cleanFiles()
        do {
            try await group.run()
        } catch {
            cleaning.cancel()
            logger.critical("server failed", metadata: ["error": "\(error.inBrief)"])
            // What ended the services says more than what closing stumbles over.
            try? await instance.close()
            guard !isListening.withLock({ $0 }), let error = error as? IOError else { throw error }
            throw ConfigurationError(
                """
                cannot listen at \(configuration.host):\(configuration.port) \
                (\(String(cString: strerror(error.errnoCode)))); choose another --host or --port
                """)
        }
        cleaning.cancel()
        // Only a cancelled task ends it without a signal.
        _ = end.comes(because: "cancelled")
        try await instance.close()
        logger.notice("server stopped", metadata: end.metadata)
    }

    private func tell(_ state: Listening) {
        let origin =
            switch state.origin {
            case .made: "made"
            case .migrated(let schema): "migrated from schema \(schema)"
            case .found: "found"
            }
        logger.notice(
            "server started",
            metadata: [
                "version": "\(MusterVersion.text)", "address": "\(state.address)", "host": "\(state.host)",
                "database": "\(configuration.databasePath)", "database.origin": "\(origin)",
                "clock": state.clock.isSimulated ? "simulated" : "real", "chunk": "\(configuration.chunk)",
                "pid": "\(ProcessInfo.processInfo.processIdentifier)",
            ])
    }

    /// Ends what the process before was killed in.
    private func cleanFiles() -> Task<Void, Never> {
        let (store, logger) = (instance.store, logger)
        return Task {
            do {
                guard try await store.cleanFiles() else { return }
                logger.notice("the files were written anew, and hold nothing of what was erased")
            } catch {
                logger.error("files may still hold what was erased", metadata: ["error": "\(error.inBrief)"])
            }
        }
    }

    /// The libraries' own lines say nothing that the server does not say itself.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .notice)
        return logger
    }
}

/// Why a server ends, and since when it does.
private final class ServerEnd: Sendable {
    private let state = Mutex<(reason: String, since: ContinuousClock.Instant)?>(nil)

    /// False when it is coming already.
    func comes(because reason: String) -> Bool {
        state.withLock { state in
            guard state == nil else { return false }
            state = (reason, .now)
            return true
        }
    }

    var metadata: Logger.Metadata {
        state.withLock { state in
            guard let state else { return [:] }
            let took = state.since.duration(to: .now)
            return ["reason": "\(state.reason)", "milliseconds": "\(Int64(took / .milliseconds(1)))"]
        }
    }
}

/// The engine as a service: works until the shutdown, and finishes the transaction it is in.
struct EngineService: Service {
    let engine: Engine

    func run() async throws { await cancelWhenGracefulShutdown { await engine.run() } }
}

/// Stops a clock that is being moved, and questions about people, so that the requests that wait for them can
/// be answered. The last of the services, because those are asked to end from the last to the first, each when
/// the one before has ended.
struct LongCalls: Service {
    let clock: ClockCommands
    let responder: APIResponder

    func run() async throws {
        // A task that is cancelled ends all the same.
        try? await gracefulShutdown()
        clock.stop()
        responder.stop()
    }
}
