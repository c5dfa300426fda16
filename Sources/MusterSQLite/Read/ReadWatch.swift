import GRDBSQLite
import MusterStore

/// Ends the statements of a connection when the reading under way has to end.
///
/// Asked by SQLite itself every so many steps of a statement: an interrupt from another thread could
/// come between two statements and be lost. Used only on the connection's queue.
final class ReadWatch {
    /// Some tens of microseconds of work.
    private static let stepsBetweenLooks: Int32 = 2_000

    private struct Reading {
        let end: ReadEnd?
        let closing: ReadEnd
        let deadline: ContinuousClock.Instant
    }
    private var reading: Reading?

    /// The watch must live as long as the connection.
    func observe(_ connection: OpaquePointer?) {
        sqlite3_progress_handler(
            connection, Self.stepsBetweenLooks,
            { watch in
                guard let watch else { return 0 }
                return Unmanaged<ReadWatch>.fromOpaque(watch).takeUnretainedValue().failure == nil ? 0 : 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func begin(_ end: ReadEnd?, _ closing: ReadEnd) {
        reading = Reading(end: end, closing: closing, deadline: .now + (end?.limit ?? ReadEnd.longest))
    }

    func finish() { reading = nil }

    /// Why the reading under way must not go on; `nil` while it may.
    var failure: StoreError? {
        guard let reading else { return nil }
        if reading.end?.isCancelled == true { return StoreError(.cancelled, "nobody waits for the answer any more") }
        if reading.closing.isCancelled { return .closed }
        if reading.deadline < .now {
            let limit = reading.end?.limit ?? ReadEnd.longest
            return StoreError(.timedOut, "reading took longer than \(limit)")
        }
        return nil
    }
}
