import Foundation
import GRDBSQLite
import MusterStore

/// Copies a database, as some commit of it has left it, into a file of its own.
///
/// One read transaction spans all of it: writers go on and are not seen, and the log of the source cannot begin
/// again meanwhile. Pages are copied as they are, so it takes as long as copying the file.
public enum SQLiteCopy {
    /// Pages between two reports; 10 MiB.
    private static let pagesAStep: Int32 = 2_560
    /// SQLite's own, which no database of ours has changed; for showing progress.
    private static let pageSize = 4_096
    /// As of every connection.
    private static let patience: Int32 = 5_000

    /// - Parameters:
    ///   - source: absolute; a server may have it open.
    ///   - isAlone: nobody writes to the source. Then nothing is made beside it.
    ///   - target: absolute; an empty file, which has all of it afterwards; `putOnDisk` has yet to see to it.
    ///   - progress: bytes that are copied, and all.
    /// - Throws: `StoreError`; what is in the target then is of no use.
    public static func copy(
        _ source: String, isAlone: Bool, to target: String, progress: (_ done: Int, _ all: Int) -> Void
    ) throws {
        let from = try RawConnection(
            try isAlone ? ReadOnlySQLiteDatabase.name(of: source) : source, SQLITE_OPEN_READONLY)
        defer { from.close() }
        let into = try RawConnection(target, SQLITE_OPEN_READWRITE)
        defer { into.close() }
        // It is worth nothing before its end, and then its caller puts the whole file on the disk.
        try into.execute("PRAGMA synchronous = OFF")
        // A snapshot is taken by reading, not by beginning.
        try from.execute("BEGIN; SELECT count(*) FROM sqlite_schema")
        try copyPages(from, into, progress)
        try from.execute("ROLLBACK")
        // One file, without a log beside it.
        try into.execute("PRAGMA journal_mode = DELETE")
    }

    private static func copyPages(
        _ from: RawConnection, _ into: RawConnection, _ progress: (_ done: Int, _ all: Int) -> Void
    ) throws {
        guard let backup = sqlite3_backup_init(into.handle, "main", from.handle, "main") else { throw into.failure }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, pagesAStep)
            let (all, left) = (sqlite3_backup_pagecount(backup), sqlite3_backup_remaining(backup))
            progress(Int(all - left) * pageSize, Int(all) * pageSize)
        }
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else {
            throw code == SQLITE_DONE ? into.failure : from.failure(code)
        }
    }

    /// Whether the file is sound: the structure of its tables and indexes, not whether they agree.
    /// - Throws: `StoreError`, code `.corrupt`, with what is wrong first.
    public static func check(_ path: String) throws {
        let database = try RawConnection(try ReadOnlySQLiteDatabase.name(of: path), SQLITE_OPEN_READONLY)
        defer { database.close() }
        let answer = try database.text("PRAGMA quick_check(1)")
        guard answer == "ok" else { throw StoreError(.corrupt, answer) }
    }

    /// Brings what the log has into the file and removes the log, so that the file alone is the database.
    public static func emptyLog(of path: String) throws {
        let database = try RawConnection(path, SQLITE_OPEN_READWRITE)
        defer { database.close() }
        // Deletes log and index with the change; both are made anew by the next writer.
        try database.execute("PRAGMA journal_mode = DELETE")
    }

    /// Ends what clients have been given by whoever had the file before.
    public static func endAccessTokens(in path: String) throws {
        let database = try RawConnection(path, SQLITE_OPEN_READWRITE)
        defer { database.close() }
        try database.execute("DELETE FROM access_token")
    }

    /// A file, or what a folder lists.
    public static func putOnDisk(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(.inputOutput, String(cString: strerror(errno))) }
        defer { _ = Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(.inputOutput, String(cString: strerror(errno))) }
    }

    /// A connection without anything of ours on it: foreign files are opened with it, too.
    private struct RawConnection {
        let handle: OpaquePointer?

        init(_ name: String, _ flags: Int32) throws {
            var handle: OpaquePointer?
            let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nil)
            self.handle = handle
            guard code == SQLITE_OK else {
                let failure = failure(code)
                close()
                throw failure
            }
            sqlite3_busy_timeout(handle, SQLiteCopy.patience)
        }

        func execute(_ sql: String) throws {
            guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
        }

        func text(_ sql: String) throws -> String {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure }
            defer { sqlite3_finalize(statement) }
            guard sqlite3_step(statement) == SQLITE_ROW, let text = sqlite3_column_text(statement, 0) else {
                throw failure
            }
            return String(cString: text)
        }

        var failure: StoreError { failure(sqlite3_errcode(handle)) }

        func failure(_ code: Int32) -> StoreError {
            let message = sqlite3_errcode(handle) == SQLITE_OK ? sqlite3_errstr(code) : sqlite3_errmsg(handle)
            let text = message.map { String(cString: $0) } ?? "error \(code)"
            return StoreError(StoreError.Code(sqliteCode: code), text)
        }

        func close() { sqlite3_close_v2(handle) }
    }
}
