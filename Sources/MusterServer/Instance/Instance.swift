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
    public let origin: Origin
    /// The one that it was opened with, which tells the time of the instance as well.
    public let logger: Logger
    /// `nil` when a database is read that has no lock file.
    private let lock: DatabaseLock?

    /// What has been done to the database to open it.
    public enum Origin: Sendable, Equatable {
        case made
        /// From the schema of that number to that of this version.
        case migrated(from: Int)
        case found
    }

    private init(store: Store, _ opening: Opening) {
        self.store = store
        lock = opening.lock
        simulatedClock = opening.clock
        origin = opening.origin
        logger = opening.logger
        audience = Audience(store: store)
        var configuration = Engine.Configuration()
        configuration.startChunk = max(1, configuration.startChunk * opening.chunk / configuration.chunk)
        configuration.chunk = opening.chunk
        configuration.patience = SystemClock.patience
        engine = Engine(
            store: store, audience: audience,
            transports: [OutboxMessage.emailKind: LogTransport(logger: opening.logger)], logger: opening.logger,
            configuration: configuration)
        clockCommands = ClockCommands(engine: engine, clock: opening.clock)
    }

    /// Takes the database for this process, and sets its clock.
    ///
    /// - Parameter clock: `nil` for the kind of clock that the instance has had so far.
    /// - Throws: `DatabaseInUse`; `ConfigurationError` when the path leads to nothing that `use` can work on, or
    ///   the instance's clock is another one. Nothing has changed then.
    public static func open(
        path: String, for use: DatabaseUse = .making, clock: ClockChoice? = nil,
        chunk: Int = ServerConfiguration.defaultChunk, logger: Logger
    ) async throws -> Instance {
        do {
            let file = try DatabaseFile(path)
            // A lock file is made once it is known that the database is ours.
            let lock = try DatabaseLock(of: file, for: use, isMade: false)
            let stored = try file.stored()
            let origin = try file.origin(of: stored?.content, for: use)
            let simulated = try simulatedClock(
                clock, stored: stored?.simulatedNow, isNew: origin == .made, use, present: SystemClock().now)
            let opening = Opening(
                clock: simulated, lock: try lock ?? DatabaseLock(of: file, for: use, isMade: use != .reading),
                origin: origin, chunk: chunk, logger: logger.telling(simulated ?? SystemClock()))
            if use == .reading {
                return try await opening.instance(on: ReadOnlySQLiteDatabase(path: file.path)) {
                    try Store(reading: $0, clock: $1)
                }
            }
            try file.make()
            return try await opening.instance(on: SQLiteDatabase(path: file.path)) {
                try await Store(database: $0, clock: $1, simulatedNow: simulated?.now)
            }
        } catch let error as StoreError {
            throw ConfigurationError("cannot use database '\(path)': \(error.message)")
        }
    }

    /// What an instance is put together from, besides its store.
    private struct Opening {
        let clock: SimulatedClock?
        let lock: DatabaseLock?
        let origin: Origin
        let chunk: Int
        let logger: Logger

        func instance(
            on database: any Database, _ open: (any Database, any MusterClock) async throws -> Store
        ) async throws -> Instance {
            do { return Instance(store: try await open(database, clock ?? SystemClock()), self) } catch {
                // What went wrong says more than what closing stumbles over.
                try? await database.close()
                throw error
            }
        }
    }

    /// `nil` for the real clock.
    private static func simulatedClock(
        _ choice: ClockChoice?, stored: Instant?, isNew: Bool, _ use: DatabaseUse, present: Instant
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
        case (.simulated, nil) where !isNew:
            throw ConfigurationError(
                """
                this database runs in real time, and what is real stays so. Leave --clock out, or give a \
                simulated clock to a new database
                """)
        case (.simulated(let start?), let stored?) where start < stored:
            throw ConfigurationError(
                """
                the simulated clock of this database stands at \(stored) and never goes back to \(start). Use \
                --clock simulated to go on where it stands, or another database
                """)
        case (.simulated(let start?), let stored?) where start > stored && use == .reading:
            throw ConfigurationError(
                """
                the simulated clock of this database stands at \(stored), and what only reads does not move it to \
                \(start). Leave --clock out; 'muster clock to' moves it
                """)
        case (.simulated(let start), let stored):
            return SimulatedClock(now: start ?? stored ?? present)
        }
    }

    /// Says in the lock file where the server that has the database answers.
    func announce(address: String) throws { try lock?.note(address: address) }

    public func close() async throws {
        try await store.database.close()
        lock?.release()
    }
}

/// Writes one log line per message, at the level debug, and delivers nothing: the stand-in until mail is set up.
private struct LogTransport: MessageTransport {
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
