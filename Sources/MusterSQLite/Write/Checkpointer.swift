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
        /// The size of the log when a checkpoint last began.
        var pagesAtCheckpoint: Int32 = 0
        var isRunning = false
    }
    private let lane: Lane
    private let state = Mutex(State())

    init(path: String) throws { lane = try Lane(path: path, ConnectionSetup.checkpointer()) }

    /// Called by the writer between two transactions.
    func pace(_ writer: SQLiteConnection) {
        enum Need { case none, checkpoint, pause }
        let pages = writer.log.pages
        let need = state.withLock { state -> Need in
            // The log has begun again at its start.
            if pages < state.pagesAtCheckpoint { state.pagesAtCheckpoint = 0 }
            guard pages - state.pagesAtCheckpoint >= Self.pace else { return .none }
            if pages >= Self.sizeLimit {
                state.pagesAtCheckpoint = pages
                return .pause
            }
            if state.isRunning { return .none }
            state.pagesAtCheckpoint = pages
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
