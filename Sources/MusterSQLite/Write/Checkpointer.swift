import GRDB
import GRDBSQLite
import MusterStore
import Synchronization

/// Copies the write-ahead log into the database file: often, a little at a time, on a connection
/// and a queue of its own, because checkpoints are where the slowest commits come from.
///
/// A passive checkpoint never empties the log under a writer without pauses. Past `sizeLimit` the
/// writer therefore pauses for one itself, between two transactions.
final class Checkpointer: Sendable {
    /// Pages of 4 KiB that the log grows by before the next checkpoint: 16 MiB. Pages that are
    /// written again and again, such as those of indexes, are copied once for all of it.
    private static let pace: Int32 = 4096
    /// 64 MiB.
    private static let sizeLimit: Int32 = 16_384
    /// How long the pausing writer waits for readers of the log, in milliseconds.
    private static let patience = 100

    private struct State {
        /// The size of the log after the latest commit.
        var pages: Int32 = 0
        /// Its size when a checkpoint last began.
        var pagesAtCheckpoint: Int32 = 0
        var isRunning = false
    }
    private let lane: Lane
    private let state = Mutex(State())

    init(path: String) throws { lane = try Lane(path: path, ConnectionSetup.checkpointer()) }

    /// Lets the writer's commits report the size of the log. The checkpointer must outlive `writer`.
    func observe(_ writer: Lane) {
        writer.queue.inDatabase { database in
            _ = sqlite3_wal_hook(
                database.sqliteConnection,
                { observer, _, _, pages in
                    guard let observer else { return SQLITE_OK }
                    Unmanaged<Checkpointer>.fromOpaque(observer).takeUnretainedValue().logHasGrown(to: pages)
                    return SQLITE_OK
                }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    private func logHasGrown(to pages: Int32) { state.withLock { $0.pages = pages } }

    /// Called by the writer between two transactions.
    func pace(_ writer: SQLiteConnection) {
        enum Need { case none, checkpoint, pause }
        let need = state.withLock { state -> Need in
            // The log has begun again at its start.
            if state.pages < state.pagesAtCheckpoint { state.pagesAtCheckpoint = 0 }
            guard state.pages - state.pagesAtCheckpoint >= Self.pace else { return .none }
            if state.pages >= Self.sizeLimit {
                state.pagesAtCheckpoint = state.pages
                return .pause
            }
            if state.isRunning { return .none }
            state.pagesAtCheckpoint = state.pages
            state.isRunning = true
            return .checkpoint
        }
        switch need {
        case .none: break
        case .checkpoint:
            lane.useLater { connection in
                // Fails only when another checkpoint runs, which is as good.
                try? connection.query("PRAGMA wal_checkpoint(PASSIVE)", []) { _ in false }
                self.state.withLock { $0.isRunning = false }
            }
        case .pause: restart(writer)
        }
    }

    /// Copies the rest of the log and begins it again. When a long reader still needs it, the log
    /// goes on growing and this is tried again later.
    private func restart(_ writer: SQLiteConnection) {
        // A reader that needs the log makes these fail; the next pause comes.
        try? writer.query("PRAGMA busy_timeout = \(Self.patience)", []) { _ in false }
        try? writer.query("PRAGMA wal_checkpoint(RESTART)", []) { _ in false }
        try? writer.query("PRAGMA busy_timeout = 5000", []) { _ in false }
    }

    func close() throws { try lane.close() }
}
