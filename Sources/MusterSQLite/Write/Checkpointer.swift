import MusterStore
import Synchronization

/// Copies the write-ahead log into the database file: often, a little at a time, on a connection
/// and a queue of its own, because checkpoints are where the slowest commits come from.
///
/// A log from which everything has been copied begins again at its start, but a writer without pauses
/// always is a little ahead. Past `Limits.size` background writes are therefore held back while the log is
/// copied, and the writer copies the little that prompt ones have added himself, between two transactions.
///
/// Readers that need the log hold it up as long as they last. Past twice its size no further question begins
/// (`roomForQuestion`) until it can begin again: questions that follow one another would hold it up for good.
final class Checkpointer: Sendable {
    /// In pages of 4 KiB.
    struct Limits {
        /// What the log grows by before the next checkpoint: 4 MiB. Pages that are written again and again,
        /// such as those of indexes, are copied once for all of it; many that are put on the disk at once
        /// would keep the log from it.
        var pace: Int32 = 1024
        /// 64 MiB.
        var size: Int32 = 16_384
    }
    /// The writer copies one of so many parts of the log himself: of 64 MiB 2, some milliseconds. Where
    /// the disk does not follow the log grows, and with it that part, until it does.
    private static let ownPart: Int32 = 32
    /// How long the pausing writer waits for readers of the log.
    private static let patience = Duration.milliseconds(20)

    private struct State {
        /// The size of the log, as the writer saw it last.
        var pages: Int32 = 0
        /// The size of the log when a checkpoint last began, and how much of it the file has.
        var pagesAtCheckpoint: Int32 = 0
        var copied: Int32 = 0
        /// How often the log has begun again.
        var beginnings = 0
        var isRunning = false
        /// Readers need what the last checkpoint of a long log should have copied.
        var isHeldUp = false
        /// No question is to begin before the log is empty.
        var isEmptying = false
        var isClosed = false
    }
    private let lane: Lane
    private let limits: Limits
    private let disk: DiskSync
    private let state = Mutex(State())
    private let room: LogRoom

    /// - Parameter disk: told when nobody can know any more what the file holds, after which nothing is copied.
    init(path: String, limits: Limits = Limits(), disk: DiskSync, timing: WriteTiming = .real) throws {
        lane = try Lane(path: path, ConnectionSetup.checkpointer())
        self.limits = limits
        self.disk = disk
        room = LogRoom(timing)
    }

    /// Returns when a question may begin: at once, unless those under way hold up a log of twice its size.
    /// - Throws: `CancellationError`, or `StoreError.closed`.
    func roomForQuestion() async throws { try await room.wait { self.lookForRoom() } }

    var hasRoom: Bool { room.isOpen }
    var waitingForRoom: Int { room.waitingCount }
    var isCopying: Bool { state.withLock(\.isRunning) }

    private enum Need { case none, checkpoint, pause }

    /// Called by the writer between two transactions.
    /// - Returns: whether background writes are to be held back, and this called again soon.
    func pace(_ writer: SQLiteConnection) -> Bool {
        let pages = writer.log.pages
        let (need, beginnings) = state.withLock { state -> (Need, Int) in
            // The log has begun again at its start.
            if pages < state.pages {
                state = State(
                    beginnings: state.beginnings + 1, isRunning: state.isRunning, isEmptying: state.isEmptying)
                if !state.isEmptying { room.open() }
            }
            state.pages = pages
            if state.isHeldUp, pages / 2 >= limits.size { room.close() }
            let need = self.need(pages, state)
            if need != .none { state.pagesAtCheckpoint = pages }
            // Of a pause as well: two checkpoints are in each other's way, and would look like readers.
            if need != .none { state.isRunning = true }
            return (need, state.beginnings)
        }
        switch need {
        case .none: break
        case .checkpoint:
            lane.useLater { connection in
                let found = self.copy(connection)
                let isLong = pages >= self.limits.size
                self.note(found, of: beginnings, isHeldUp: isLong && found.left > pages / Self.ownPart)
            }
        case .pause:
            let found = restart(writer, within: Self.patience)
            note(found, of: beginnings, isHeldUp: found.isBusy)
        }
        return state.withLock { $0.isRunning && !$0.isHeldUp && pages >= limits.size }
    }

    private func need(_ pages: Int32, _ state: State) -> Need {
        if state.isRunning { return .none }
        if pages < limits.size || state.isHeldUp {
            return pages - state.pagesAtCheckpoint >= limits.pace ? .checkpoint : .none
        }
        return pages - state.copied <= pages / Self.ownPart ? .pause : .checkpoint
    }

    private func note(_ found: Found, of beginnings: Int, isHeldUp: Bool) {
        state.withLock { state in
            state.isRunning = false
            // What was found of the log before it began again is not true of this one.
            guard state.beginnings == beginnings else { return }
            state.copied = found.copied
            state.isHeldUp = isHeldUp
            if found.beginsAgain, !state.isEmptying { room.open() }
        }
    }

    /// For those who wait for room: the writer may have nothing to write, and so not ask for the pace.
    private func lookForRoom() {
        // Nothing is copied any more, and nothing written.
        guard disk.failure == nil else { return room.open() }
        // Inside the lock, so that it has not been closed before.
        state.withLock { state in
            guard !state.isRunning, !state.isClosed else { return }
            state.isRunning = true
            let (pages, beginnings) = (state.pages, state.beginnings)
            lane.useLater { connection in
                var found = self.copy(connection)
                // Keeps the writer waiting meanwhile.
                if pages - found.copied <= pages / Self.ownPart { found = self.restart(connection, within: .zero) }
                // With everything copied it may be the writer who is at work: his own pause tells.
                self.note(found, of: beginnings, isHeldUp: found.left > 0)
            }
        }
    }

    /// Copies what readers do not need any more, beside the writer.
    private func copy(_ connection: SQLiteConnection) -> Found {
        let found = checkpoint(.passive, connection)
        // SQLite itself leaves that to whoever copies the last page, who then would pay for all.
        do throws(StoreError) { try connection.syncFile() } catch { disk.fail(error) }
        return found
    }

    /// Copies the rest of the log, which begins again with the next write. While a reader needs it, it
    /// goes on growing.
    private func restart(_ connection: SQLiteConnection, within patience: Duration) -> Found {
        connection.waitingForLocks(patience) { checkpoint(.restart, connection) }
    }

    /// Lets no further question begin until `isOn` is false again, so that a log that is to be emptied can be.
    func holdQuestions(_ isOn: Bool) {
        state.withLock { state in
            state.isEmptying = isOn
            if isOn { room.close() } else { room.open() }
        }
    }

    /// Copies the whole log and leaves nothing in its file. Called by the writer between two transactions.
    /// - Returns: false while somebody needs the log.
    func empty(_ writer: SQLiteConnection) -> Bool {
        let beginnings = state.withLock { state -> Int? in
            guard !state.isRunning else { return nil }
            state.isRunning = true
            return state.beginnings
        }
        guard let beginnings else { return false }
        let found = writer.waitingForLocks(Self.patience) { checkpoint(.truncate, writer) }
        note(found, of: beginnings, isHeldUp: found.isBusy)
        return found.beginsAgain
    }

    private enum Mode: String { case passive = "PASSIVE", restart = "RESTART", truncate = "TRUNCATE" }

    private struct Found {
        var isBusy = true
        /// With the next write, whoever begins to read meanwhile.
        var beginsAgain = false
        /// Pages of the log that the file has, and those that it does not have.
        var copied: Int32 = 0
        var left: Int32 = .max
    }

    private func checkpoint(_ mode: Mode, _ connection: SQLiteConnection) -> Found {
        var found = Found()
        do {
            try connection.query("PRAGMA wal_checkpoint(\(mode.rawValue))", []) { row in
                let (isBusy, copied) = (row.int(0) != 0, Int32(clamping: row.int(2)))
                found = Found(
                    isBusy: isBusy, beginsAgain: mode != .passive && !isBusy, copied: copied,
                    left: Int32(clamping: row.int(1)) - copied)
                return false
            }
        } catch let error as StoreError where error.code == .inputOutput || error.code == .corrupt {
            disk.fail(error)
        } catch {
            // Another one is under way, or the file cannot grow: the log keeps what it has.
        }
        return found
    }

    func keepLog() throws { try lane.keepLog() }

    func close() throws {
        state.withLock { $0.isClosed = true }
        room.end()
        try lane.close()
    }
}
