import Foundation
public import Logging
public import MusterAudience
public import MusterEngine
import MusterFlows
public import MusterModel
import MusterSQLite
public import MusterStore

/// An open database with everything that works on it, but without a network.
public final class Instance: Sendable {
    public let store: Store
    public let audience: Audience
    public let engine: Engine
    public let clockCommands: ClockCommands
    /// `nil` on an instance that runs in real time.
    public let simulatedClock: SimulatedClock?
    private let lock: DatabaseLock

    private init(store: Store, clock: SimulatedClock?, lock: DatabaseLock, chunk: Int, logger: Logger) {
        self.store = store
        self.lock = lock
        simulatedClock = clock
        audience = Audience(store: store)
        var configuration = Engine.Configuration()
        configuration.startChunk = max(1, configuration.startChunk * chunk / configuration.chunk)
        configuration.chunk = chunk
        configuration.patience = SystemClock.patience
        engine = Engine(
            store: store, audience: audience, transports: [OutboxMessage.emailKind: LogTransport(logger: logger)],
            logger: logger, configuration: configuration)
        clockCommands = ClockCommands(engine: engine, clock: clock)
    }

    /// Takes the database for this process, makes or migrates it, and sets its clock.
    ///
    /// - Parameter clock: `nil` for the kind of clock that the instance has had so far.
    /// - Throws: `ConfigurationError` when the database is in use or its clock is another one.
    public static func open(
        path: String, clock: ClockChoice? = nil, chunk: Int = ServerConfiguration.defaultChunk, logger: Logger
    ) async throws -> Instance {
        let lock = try DatabaseLock(databasePath: path)
        do {
            return try await open(SQLiteDatabase(path: path), clock: clock, lock: lock, chunk: chunk, logger: logger)
        } catch let error as StoreError {
            throw ConfigurationError("cannot use database '\(path)': \(error.message)")
        }
    }

    private static func open(
        _ database: SQLiteDatabase, clock: ClockChoice?, lock: DatabaseLock, chunk: Int, logger: Logger
    ) async throws -> Instance {
        do {
            // Its clock is only known once it is open, and what a new one is planted with should
            // carry the time that it starts at.
            let system = SystemClock()
            let first: any MusterClock =
                if case .simulated(let start?) = clock { SimulatedClock(now: start) } else { system }
            var store = try await Store(database: database, clock: first)
            let stored = try store.read { try $0.simulatedNow() }
            let simulated = try simulatedClock(clock, stored: stored, present: system.now)
            if let simulated {
                store = try await Store(database: database, clock: simulated)
                let now = simulated.now
                if stored != now { try await store.write { try $0.setSimulatedNow(now) } }
            }
            return Instance(store: store, clock: simulated, lock: lock, chunk: chunk, logger: logger)
        } catch {
            // What went wrong says more than what closing stumbles over.
            try? await database.close()
            throw error
        }
    }

    /// `nil` for the real clock.
    private static func simulatedClock(
        _ choice: ClockChoice?, stored: Instant?, present: Instant
    ) throws(ConfigurationError) -> SimulatedClock? {
        switch (choice, stored) {
        case (nil, nil), (.real, nil): return nil
        case (nil, let stored?): return SimulatedClock(now: stored)
        case (.real, let stored?):
            throw ConfigurationError(
                """
                this database has a simulated clock, which stands at \(stored); what happened in it lies \
                elsewhere in time. Use --clock simulated, or another database
                """)
        case (.simulated(let start?), let stored?) where start < stored:
            throw ConfigurationError(
                """
                the simulated clock of this database stands at \(stored) and never goes back to \(start). Use \
                --clock simulated to go on where it stands, or another database
                """)
        case (.simulated(let start), let stored):
            return SimulatedClock(now: start ?? stored ?? present)
        }
    }

    public func close() async throws {
        try await store.database.close()
        lock.release()
    }
}

/// Keeps two processes from working on one database: a lock on a file beside it. The system frees
/// it when the process ends, however that happens.
final class DatabaseLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `ConfigurationError` when another process holds the database, or when the lock file
    ///   cannot be made.
    init(databasePath: String) throws(ConfigurationError) {
        let path = databasePath + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ConfigurationError("cannot use database '\(databasePath)': \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = close(descriptor)
            throw ConfigurationError(
                """
                database '\(databasePath)' is in use by another Muster process; stop that one, or talk to \
                it with --url http://127.0.0.1:8080 in place of --database
                """)
        }
        self.descriptor = descriptor
    }

    /// Frees the lock at once. Closing alone would leave it to a child process that is just being
    /// started and still has a copy of the descriptor.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit {
        release()
        _ = close(descriptor)
    }
}
