public import MusterModel

/// What can be read inside one snapshot. Each noun's queries are an extension in its own file.
public struct StoreReader {
    public let connection: any SQLConnection
    public let catalogs: Catalogs

    init(connection: any SQLConnection, catalogs: Catalogs) {
        self.connection = connection
        self.catalogs = catalogs
    }
}

/// The write path: one transaction's changes. Everything that changes a lead, a membership or the
/// activity log goes through here, so that the activities it implies and the pending events are
/// committed with it.
public final class StoreWriter {
    public let connection: any WriteConnection
    public internal(set) var catalogs: Catalogs
    /// The moment of every change in this transaction.
    public let now: Instant
    /// What has changed so far; published after the commit.
    public internal(set) var changes = ChangeSet()

    init(connection: any WriteConnection, catalogs: Catalogs, now: Instant) {
        self.connection = connection
        self.catalogs = catalogs
        self.now = now
    }

    /// After a change of settings, fields or activity types that the rest of this transaction needs.
    public func reloadCatalogs() throws { catalogs = try Catalogs.load(connection) }

    /// Reads what this transaction has written so far.
    public var reader: StoreReader { StoreReader(connection: connection, catalogs: catalogs) }

    /// The moment of everything that is decided in the transaction.
    public var moment: Moment { Moment(now, in: catalogs.settings.timeZone) }

    /// For changes that give the engine something to look at without adding any work.
    public func announceEngineWork() { changes.hasEngineWork = true }
}
