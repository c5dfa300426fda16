public import MusterModel

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
