import CSQLite
import GRDB
import GRDBSQLite
import MusterStore

/// One GRDB connection with the statements prepared on it. Used only on the connection's queue.
final class SQLiteConnection: WriteConnection {
    /// Far more than the stores have statements of fixed text.
    private static let cacheLimit = 512
    /// Longer texts are made for one question and will not come again.
    private static let longestCachedText = 4096

    let dialect: any Dialect = SQLiteDialect()
    private let database: GRDB.Database
    private var statements: [String: PreparedStatement] = [:]

    private let watch = ReadWatch()
    let log = LogWatch()

    init(_ database: GRDB.Database) {
        self.database = database
        watch.observe(database.sqliteConnection)
        log.observe(database.sqliteConnection)
    }

    /// Runs `body` on one snapshot; its statements end as soon as the reading has to, and the
    /// snapshot is given up whatever has become of it.
    func reading<T>(until end: ReadEnd?, _ closing: ReadEnd, _ body: () throws -> T) throws -> T {
        // Also around a single query: the cost is a microsecond, and a body with two queries would
        // otherwise see two states.
        try execute("BEGIN")
        watch.begin(end, closing)
        let result = Result { try body() }
        let failure = watch.failure
        watch.finish()
        try execute("ROLLBACK")
        do { return try result.get() } catch let error as StoreError where error.code == .cancelled {
            throw failure ?? error
        }
    }

    /// True outside a transaction, also after SQLite has given one up by itself.
    var isAutocommitting: Bool { database.sqliteConnection.map { sqlite3_get_autocommit($0) != 0 } ?? true }

    /// Rows changed since the connection was opened.
    var changeCount: Int64 { database.sqliteConnection.map { sqlite3_total_changes64($0) } ?? 0 }

    /// Set while the caller relies on a transaction. After SQLite has given it up by itself, each further
    /// statement would be a transaction of its own, and half a write would be kept.
    private var needsTransaction = false

    /// Begins a write; what a rollback that failed has left is rolled back first.
    func begin() throws {
        if !isAutocommitting { try execute("ROLLBACK") }
        try execute("BEGIN IMMEDIATE")
        needsTransaction = true
    }

    func commit() throws {
        try execute("COMMIT")
        needsTransaction = false
    }

    /// Never fails: what cannot be rolled back now is before the next transaction begins.
    func rollBack() {
        needsTransaction = false
        // `begin` tries again, and throws.
        if !isAutocommitting { try? execute("ROLLBACK") }
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws {
        if let failure = watch.failure { throw failure }
        try withStatement(sql) { statement in
            try bind(arguments, to: statement)
            let current = StatementRow(pointer: statement.pointer)
            while try statement.step() {
                guard try row(current) else { return }
            }
        }
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try withStatement(sql) { statement in
            let before = changeCount
            try bind(arguments, to: statement)
            while try statement.step() {}
            return Int(changeCount - before)
        }
    }

    func execute(_ sql: String) throws { try execute(sql, []) }

    func executeMany(_ sql: String, count: Int, bind: (inout any SQLBinder, Int) throws -> Void) throws {
        guard count > 0 else { return }
        try withStatement(sql) { statement in
            var binder: any SQLBinder = statement.binder
            for index in 0..<count {
                try bind(&binder, index)
                try statement.binder.finish()
                while try statement.step() {}
                statement.reset()
            }
        }
    }

    /// Runs `body` with another time than usual in which it may wait for others' locks.
    func waitingForLocks<T>(_ time: Duration, _ body: () throws -> T) rethrows -> T {
        sqlite3_busy_timeout(database.sqliteConnection, time.inMilliseconds)
        defer { sqlite3_busy_timeout(database.sqliteConnection, ConnectionSetup.patience.inMilliseconds) }
        return try body()
    }

    /// Puts on the disk what has been written to the database file, without its log.
    /// - Throws: after which nobody knows what the file holds: the system reports a failure once.
    func syncFile() throws(StoreError) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK,
            let file, let sync = file.pointee.pMethods?.pointee.xSync
        else { throw StoreError(.inputOutput, "there is no file to put on the disk") }
        guard sync(file, SQLITE_SYNC_NORMAL) == SQLITE_OK else {
            throw StoreError(.inputOutput, "the disk did not take the file")
        }
    }

    /// Writes all that there is anew, into the log, and with it nothing else: pages that are free, and what
    /// is left in others of rows that have been changed or deleted, go.
    ///
    /// Needs room for the database once in the folder of temporary files and once in the log.
    func rewriteFile(until end: ReadEnd, _ closing: ReadEnd) throws {
        try execute("PRAGMA temp_store = FILE")
        watch.begin(end, closing)
        let result = Result { try execute("VACUUM") }
        watch.finish()
        try execute("PRAGMA temp_store = MEMORY")
        try result.get()
    }

    /// The last connection that closes copies the log into the file and removes it, unless told so.
    func keepLog() throws {
        let code = csqlite_keep_log(database.sqliteConnection)
        guard code == SQLITE_OK else { throw StoreError(sqliteCode: code, message: "the log is not kept", sql: nil) }
    }

    /// Finalizes the statements, without which the connection cannot be closed.
    func close() { statements = [:] }

    private func bind(_ arguments: [SQLValue], to statement: PreparedStatement) throws {
        for argument in arguments { statement.binder.bind(argument) }
        try statement.binder.finish()
    }

    private func withStatement<T>(_ sql: String, _ body: (PreparedStatement) throws -> T) throws -> T {
        if needsTransaction, isAutocommitting { throw StoreError(.rolledBack, "the transaction has ended", sql: sql) }
        let statement = try statement(sql)
        statement.isInUse = true
        defer {
            statement.clear()
            statement.isInUse = false
        }
        return try body(statement)
    }

    private func statement(_ sql: String) throws -> PreparedStatement {
        let cached = statements[sql]
        if let cached, !cached.isInUse { return cached }
        let statement: PreparedStatement
        do { statement = PreparedStatement(try database.makeStatement(sql: sql)) } catch let error as DatabaseError {
            throw StoreError(
                sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "unknown", sql: sql)
        }
        guard cached == nil, sql.utf8.count <= Self.longestCachedText else { return statement }
        if statements.count >= Self.cacheLimit { statements = statements.filter { $0.value.isInUse } }
        statements[sql] = statement
        return statement
    }
}

/// Hears from SQLite after each commit of a connection that has written to the write-ahead log. Used
/// only on the connection's queue.
final class LogWatch {
    /// The size of the log after the latest commit.
    private(set) var pages: Int32 = 0
    /// What all commits since the connection was opened have written; at least 1 for each.
    private(set) var written = 0

    /// The watch must live as long as the connection.
    func observe(_ connection: OpaquePointer?) {
        _ = sqlite3_wal_hook(
            connection,
            { watch, _, _, pages in
                guard let watch else { return SQLITE_OK }
                Unmanaged<LogWatch>.fromOpaque(watch).takeUnretainedValue().hasGrown(to: pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func hasGrown(to pages: Int32) {
        // It may have begun again at its start.
        written += max(1, Int(pages > self.pages ? pages - self.pages : pages))
        self.pages = pages
    }
}

/// The settings of the three kinds of connection.
///
/// Debian's SQLite comes with a 2 MB cache and secure_delete on, so nothing is left to its
/// defaults. Sizes are in bytes or, where SQLite counts so, negative kibibytes.
enum ConnectionSetup {
    /// How long a connection waits for the locks of others.
    static let patience = Duration.seconds(5)

    static func writer() -> Configuration {
        configuration(label: "muster.writer") { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // Whoever waits for a commit is answered when `DiskSync` has put the log on the disk; inside
            // the commit the writer itself would have to wait.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            // Enough for what a transaction touches. SQLite goes through the whole of it at most commits of a
            // database below 1 GiB in which pages of indexes were split: 64 MiB took 2 ms, which a commit
            // of a small write otherwise does not need.
            try database.execute(sql: "PRAGMA cache_size = -16384")
            // The checkpointer decides.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            // Zeroes over what is deleted where the page is written anyway; `rewriteFile` sees to the rest.
            try database.execute(sql: "PRAGMA secure_delete = FAST")
        }
    }

    static func reader(_ name: String) -> Configuration {
        var configuration = configuration(label: "muster.\(name)") { database in
            // What the log has, and what lies behind the part of the file that is mapped.
            try database.execute(sql: "PRAGMA cache_size = -8192")
            try database.execute(sql: "PRAGMA mmap_size = 1073741824")
        }
        configuration.readonly = true
        return configuration
    }

    static func checkpointer() -> Configuration {
        configuration(label: "muster.checkpointer") { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
    }

    private static func configuration(
        label: String, _ prepare: @escaping @Sendable (GRDB.Database) throws -> Void
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(patience.inMilliseconds) / 1_000)
        // Transactions are begun and ended here; one whose end fails is no reason for GRDB to stop the process.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // In memory, because sorting is small and temporary files are slow to make.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try ScalarFunctions.register(on: database)
            try prepare(database)
        }
        return configuration
    }
}

extension Duration {
    /// Whole ones, as SQLite takes them.
    fileprivate var inMilliseconds: Int32 {
        Int32(clamping: components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
