public import MusterModel
import Synchronization

/// The open database: reads, the one write path and the change feed.
public final class Store: Sendable {
    public let database: any Database
    public let clock: any MusterClock
    public let changes = ChangeFeed()
    private let known: Mutex<KnownCatalogs>

    private struct KnownCatalogs {
        var committed: Catalogs
        /// What a write of the transaction under way has made of them, for the writes that share it.
        var uncommitted: Catalogs?
    }

    /// Migrates the database, plants what every instance has and loads the catalogues.
    public init(database: any Database, clock: any MusterClock) async throws {
        self.database = database
        self.clock = clock
        let now = clock.now
        let catalogs = try await database.write { connection in
            try Migrator.migrate(connection, now: now)
            try SystemAssets.plant(connection, now: now)
            try SystemRole.plant(connection, now: now)
            return try Catalogs.load(connection)
        }
        known = Mutex(KnownCatalogs(committed: catalogs))
    }

    /// The lead fields, activity types and settings as of the last commit.
    public var catalogs: Catalogs { known.withLock { $0.committed } }

    /// The moment of an evaluation that begins now.
    public var moment: Moment { Moment(clock.now, in: catalogs.settings.timeZone) }

    /// Reads from one snapshot, blocking the caller.
    public func read<T>(_ body: (StoreReader) throws -> T) throws -> T {
        let catalogs = catalogs
        return try database.read { try body(StoreReader(connection: $0, catalogs: catalogs)) }
    }

    /// Commits what `body` does, all or nothing, then publishes what changed.
    ///
    /// `body` runs once, together with other small writes in one transaction; it must not wait for
    /// other tasks. Changes are published in the order of commits, before this returns.
    @discardableResult
    public func write<T: Sendable>(
        _ urgency: WriteUrgency = .prompt, _ body: @escaping @Sendable (StoreWriter) throws -> T
    ) async throws -> T {
        let written = try await database.write(
            urgency, { try self.perform(body, on: $0) }, ended: { self.publish($0) })
        return written.result
    }

    private struct Written<T: Sendable>: Sendable {
        let result: T
        let changes: ChangeSet
        let catalogs: Catalogs?
    }

    private func perform<T>(
        _ body: (StoreWriter) throws -> T, on connection: any WriteConnection
    ) throws -> Written<T> {
        let catalogs = known.withLock { $0.uncommitted ?? $0.committed }
        let writer = StoreWriter(connection: connection, catalogs: catalogs, now: clock.now)
        let result = try body(writer)
        var changed: Catalogs?
        if writer.changes.catalogs {
            let loaded = try Catalogs.load(connection)
            known.withLock { $0.uncommitted = loaded }
            changed = loaded
        }
        return Written(result: result, changes: writer.changes, catalogs: changed)
    }

    /// On the writer's thread, after the transaction and before the next.
    private func publish<T>(_ outcome: Result<Written<T>, any Error>) {
        let written = try? outcome.get()
        known.withLock { known in
            known.uncommitted = nil
            if let catalogs = written?.catalogs { known.committed = catalogs }
        }
        if let written { changes.publish(written.changes) }
    }
}
