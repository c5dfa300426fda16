public import MusterModel
import Synchronization

/// The open database: reads, the one write path and the change feed.
public final class Store: Sendable {
    public let database: any Database
    public let clock: any MusterClock
    public let changes = ChangeFeed()
    private let known: Mutex<Known>

    private struct Known {
        /// As of the last published commit.
        var position: StorePosition
        var catalogs: Catalogs
        /// What a write of the transaction under way has made of them, for the writes that share it.
        var uncommitted: Catalogs?
    }

    /// Migrates the database, plants what every instance has and loads the catalogues.
    /// - Parameter simulatedNow: where a simulated clock stands, stored with all that, so that no instance that is
    ///   to have one is ever without; `nil` leaves what is stored.
    public init(database: any Database, clock: any MusterClock, simulatedNow: Instant? = nil) async throws {
        self.database = database
        self.clock = clock
        let now = clock.now
        let (position, catalogs) = try await database.write { connection in
            try Migrator.migrate(connection, now: now)
            try SystemAssets.plant(connection, now: now)
            try SystemRole.plant(connection, now: now)
            if let simulatedNow { try connection.plantSimulatedNow(simulatedNow) }
            let position = try StorePosition.load(connection)
            return (position, try Catalogs.load(connection, version: position.catalogs))
        }
        known = Mutex(Known(position: position, catalogs: catalogs))
    }

    /// Reads a database that has the schema of this version, and leaves it as it is.
    /// - Precondition: nobody writes to it meanwhile.
    public init(reading database: any Database, clock: any MusterClock) throws {
        self.database = database
        self.clock = clock
        let (position, catalogs) = try database.read { connection in
            let position = try StorePosition.load(connection)
            return (position, try Catalogs.load(connection, version: position.catalogs))
        }
        known = Mutex(Known(position: position, catalogs: catalogs))
    }

    /// The lead fields, activity types and settings as of the last commit.
    public var catalogs: Catalogs { known.withLock { $0.catalogs } }

    /// Where the last published commit stands. Everything up to it is visible to reads that begin
    /// now; what was kept under one of its numbers is current.
    public var position: StorePosition { known.withLock { $0.position } }

    /// The moment of an evaluation that begins now.
    public var moment: Moment { Moment(clock.now, in: catalogs.settings.timeZone) }

    /// Reads from one snapshot, blocking the caller.
    public func read<T>(_ body: (StoreReader) throws -> T) throws -> T {
        try database.read { try body(reader(on: $0)) }
    }

    /// Reads from one snapshot what may take long, blocking the caller, until `end` says so.
    public func ask<T>(until end: ReadEnd, _ body: (StoreReader) throws -> T) throws -> T {
        try database.ask(until: end) { try body(reader(on: $0)) }
    }

    /// Reads through a connection that has a snapshot: with the catalogues of that snapshot, even
    /// when a commit that changes them falls between.
    func reader(on connection: any SQLConnection) throws -> StoreReader {
        let position = try StorePosition.load(connection)
        let current = catalogs
        let catalogs =
            current.version == position.catalogs
            ? current : try Catalogs.load(connection, version: position.catalogs)
        return StoreReader(connection: connection, catalogs: catalogs, position: position)
    }

    /// Commits what `body` does, all or nothing, then publishes what changed.
    ///
    /// `body` runs once, together with other small writes in one transaction; it must not wait for
    /// other tasks. Changes are published in the order of commits, before this returns.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (StoreWriter) throws -> T) async throws -> T {
        try await write(.prompt, body)
    }

    /// The same for work that nobody waits for: `.background` for what may be large.
    @discardableResult
    public func write<T: Sendable>(
        _ urgency: WriteUrgency, _ body: @escaping @Sendable (StoreWriter) throws -> T
    ) async throws -> T {
        let author = AuditAuthor.current
        let written = try await database.write(
            urgency, { try self.perform(body, on: $0, by: author) }, ended: { self.publish($0) })
        return written.result
    }

    /// The same for what may take long and is of use to nobody but the client who waits for it: once `end` has come,
    /// nothing of it is kept.
    /// - Throws: `StoreError.cancelled` then.
    @discardableResult
    public func write<T: Sendable>(
        until end: ReadEnd?, _ body: @escaping @Sendable (StoreWriter) throws -> T
    ) async throws -> T {
        guard let end else { return try await write(body) }
        let author = AuditAuthor.current
        let written = try await database.write(
            .prompt, { try self.perform(body, on: AwaitedConnection($0, until: end), by: author) },
            ended: { self.publish($0) })
        return written.result
    }

    /// Returns when everything that has been seen so far is durable, before something that cannot be
    /// undone is done because of it, or somebody is told of it.
    /// - Throws: what the disk has failed with, or `CancellationError`.
    public func durable() async throws { try await database.durable() }

    /// Whether there is nothing to wait for, which is known at once.
    public var isDurable: Bool { database.isDurable }

    /// Whether the database answers; known at once, whatever else is asked or written.
    /// - Throws: why it does not, or cannot be written.
    public func probe() throws { try database.probe { _ = try StorePosition.load($0) } }

    private struct Written<T: Sendable>: Sendable {
        let result: T
        let changes: ChangeSet
        let position: StorePosition
        let catalogs: Catalogs?
    }

    private func perform<T>(
        _ body: (StoreWriter) throws -> T, on connection: any WriteConnection, by author: AuditAuthor?
    ) throws -> Written<T> {
        let position = try StorePosition.load(connection)
        let (published, kept, uncommitted) = known.withLock { ($0.position, $0.catalogs, $0.uncommitted) }
        let catalogs =
            try [uncommitted, kept].lazy.compactMap(\.self).first { $0.version == position.catalogs }
            ?? Catalogs.load(connection, version: position.catalogs)
        let writer = StoreWriter(
            rows: connection, catalogs: catalogs, now: clock.now, position: position,
            isSettled: position.records == published.records)
        writer.author = author
        let result = try body(writer)
        try writer.writeAudit()
        guard !writer.changes.isEmpty else {
            return Written(result: result, changes: writer.changes, position: position, catalogs: nil)
        }
        let next = try writer.logChanges(at: position)
        var changed: Catalogs?
        if next.catalogs == next.commit {
            let loaded = try Catalogs.load(connection, version: next.catalogs)
            known.withLock { $0.uncommitted = loaded }
            changed = loaded
        }
        return Written(result: result, changes: writer.changes, position: next, catalogs: changed)
    }

    /// On the writer's thread, after the transaction and before the next.
    private func publish<T>(_ outcome: Result<Written<T>, any Error>) {
        let written: Written<T>? =
            switch outcome {
            case .success(let written): written
            // The caller is told; there is nothing to publish.
            case .failure: nil
            }
        known.withLock { known in
            known.uncommitted = nil
            guard let written else { return }
            known.position = written.position
            if let catalogs = written.catalogs { known.catalogs = catalogs }
        }
        if let written, written.changes.commit > 0 { changes.publish(written.changes) }
    }
}

/// What can be read inside one snapshot. Each noun's queries are an extension in its own file.
public struct StoreReader {
    public let connection: any SQLConnection
    public let catalogs: Catalogs
    /// The commits that this snapshot contains. Inside a transaction: those before it.
    public let position: StorePosition
    /// False inside a transaction that has changed assets, catalogues or runs, itself or through
    /// others that share it: what is made of such a state must not be kept, because it may never be
    /// committed.
    public let isSettled: Bool

    init(connection: any SQLConnection, catalogs: Catalogs, position: StorePosition, isSettled: Bool = true) {
        self.connection = connection
        self.catalogs = catalogs
        self.position = position
        self.isSettled = isSettled
    }
}

/// The write path: one transaction's changes. Everything that changes a lead, a membership or the
/// activity log goes through here, so that the activities it implies and the pending events are
/// committed with it.
public final class StoreWriter {
    /// What this transaction reads from; it is written to by `write(_:_:_:)` alone.
    public var connection: any SQLConnection { rows }
    /// Writes unnoticed: for `write(_:_:_:)`, and for tests that damage a database.
    package let rows: any WriteConnection
    public internal(set) var catalogs: Catalogs
    /// The moment of every change in this transaction.
    public let now: Instant
    /// What has changed so far; published after the commit.
    public internal(set) var changes = ChangeSet()
    /// Runs that have ended with their last person, for the log.
    public internal(set) var endedRuns: [CampaignRunID] = []
    /// On whose behalf it is done, for the audit trail; `nil` for what the engine does.
    var author: AuditAuthor?
    var audit = AuditWitness()
    /// Who watches over this transaction for what reaches further than the assets it changes: told before it is
    /// written, and refuses by throwing. `nil` for what the engine does, and whoever has the database itself.
    public var oversight: ((Intervention, StoreReader) throws -> Void)?
    /// Where the transaction began.
    let position: StorePosition
    private let beginsSettled: Bool

    init(
        rows: any WriteConnection, catalogs: Catalogs, now: Instant, position: StorePosition, isSettled: Bool
    ) {
        self.rows = rows
        self.catalogs = catalogs
        self.now = now
        self.position = position
        beginsSettled = isSettled
    }

    /// After a change of settings, fields or activity types that the rest of this transaction needs.
    public func reloadCatalogs() throws { catalogs = try Catalogs.load(rows, version: position.catalogs) }

    /// Reads what this transaction has written so far.
    public var reader: StoreReader {
        StoreReader(
            connection: rows, catalogs: catalogs, position: position,
            isSettled: beginsSettled && changes.assets.isEmpty && changes.catalogs.isEmpty)
    }

    /// The moment of everything that is decided in the transaction.
    public var moment: Moment { Moment(now, in: catalogs.settings.timeZone) }

    /// For changes that give the engine something to look at without adding any work.
    public func announce(_ work: EngineWork) { changes.note(.work(work)) }
}

/// The kinds of things that are numbered, each on its own.
public enum IDSequence: String, Sendable, CaseIterable {
    case lead, activity, folder, program, staticList, smartList, smartCampaign, flow, rule, flowStep, flowChoice
    case email, campaignRun, flowEntry, outbox, tokenContext, channel, programMember, role, apiUser, flowOutcome
    case erasure, audit
}

extension StoreWriter {
    /// Takes `count` consecutive ids and returns the first. Ids begin at 1 and are never used
    /// again, not even when the thing is deleted; a rolled back write gives its ids back.
    public func nextIDs(_ sequence: IDSequence, count: Int) throws -> Int64 {
        try rows.nextIDs(sequence, count: count)
    }
}

extension WriteConnection {
    func nextIDs(_ sequence: IDSequence, count: Int) throws -> Int64 {
        precondition(count >= 0, "a negative number of ids")
        let first = try first(
            """
            INSERT INTO sequence (name, next) VALUES (?, 1 + ?) ON CONFLICT (name) DO UPDATE \
            SET next = sequence.next + ? RETURNING next - ?
            """,
            [.text(sequence.rawValue), .int(Int64(count)), .int(Int64(count)), .int(Int64(count))]
        ) { $0.int(0) }
        guard let first else { throw StoreError(.other, "the sequence \(sequence.rawValue) gave no number") }
        return first
    }

    /// Leaves the ids up to and including `last` to things that are planted with fixed ids.
    func reserveIDs(_ sequence: IDSequence, through last: Int64) throws {
        try execute(
            """
            INSERT INTO sequence (name, next) VALUES (?, 1 + ?) ON CONFLICT (name) DO UPDATE \
            SET next = excluded.next WHERE excluded.next > sequence.next
            """, [.text(sequence.rawValue), .int(last)])
    }
}
