import GRDB
import GRDBSQLite
import MusterStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file of the write-ahead log, opened once more beside SQLite, so that it can be put on the disk
/// by a thread of ours while the writer appends to it.
///
/// SQLite locks the database and the log's index, never the log, so that closing this descriptor takes
/// nobody's lock away. The log stays the same file while the database is open: it is begun again at its
/// start, and removed when the last connection closes.
final class LogFile: Sendable {
    private let descriptor: Int32

    /// - Parameter writer: open, so that the log exists.
    init(of writer: Lane) throws {
        let path = writer.queue.inDatabase { database in
            sqlite3_db_filename(database.sqliteConnection, "main").flatMap { sqlite3_filename_wal($0) }
                .map { String(cString: $0) }
        }
        descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? -1
        guard descriptor >= 0 else { throw StoreError(.inputOutput, "no write-ahead log: \(Self.reason)") }
    }

    deinit { close(descriptor) }

    /// Returns when everything that was in the log before the call is on the disk.
    func sync() throws {
        #if canImport(Darwin)
            let result = fsync(descriptor)
        #else
            let result = fdatasync(descriptor)
        #endif
        guard result == 0 else { throw StoreError(.inputOutput, "the disk did not take the log: \(Self.reason)") }
    }

    /// Identifies the file among all of its file system.
    var number: UInt64 {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    private static var reason: String { strerror(errno).map { String(cString: $0) } ?? "unknown" }
}
