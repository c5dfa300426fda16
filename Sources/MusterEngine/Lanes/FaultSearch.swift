import MusterStore
import Synchronization

/// What went wrong with one person, or one event, alone. Never a fault of the storage.
struct LoneFault<Subject: Sendable>: Error {
    let subject: Subject
    let cause: any Error

    /// Does what is to be done for all of them, and tells apart what goes wrong with a single one.
    static func telling<T>(_ subjects: [Subject], _ body: () throws -> T) throws -> T {
        do { return try body() } catch {
            guard subjects.count == 1, let subject = subjects.first, error.isLasting else { throw error }
            throw LoneFault(subject: subject, cause: error)
        }
    }
}

extension Error {
    /// Whether the same work would fail again, because it is about what is worked on. The storage
    /// itself may recover, and who asked for the work to stop wants nothing of it.
    var isLasting: Bool {
        if isCancellation { return false }
        guard let error = self as? StoreError else { return true }
        switch error.code {
        case .constraint, .statement, .tooLarge, .other: return true
        default: return false
        }
    }

    var isCancellation: Bool { self is CancellationError }
}

/// Takes work in chunks, and halves one that fails down to the person (or event) at fault, who is
/// dealt with alone.
///
/// Each try is a transaction of its own, so that nobody else waits for the search. After someone was
/// found the chunks begin small and double, so that a step that fails for everybody costs two small
/// transactions a person and not a search each.
final class FaultSearch<Subject: Sendable>: Sendable {
    private let chunk: Int
    private let state: Mutex<ChunkSize>

    init(chunk: Int) {
        self.chunk = chunk
        state = Mutex(ChunkSize(size: chunk))
    }

    var size: Int { state.withLock { $0.size } }

    /// - Parameters:
    ///   - take: does up to so many and returns how many it took. Throws `LoneFault` when it took
    ///     one and that failed.
    ///   - blame: carries one person past what he failed at.
    /// - Returns: how many were taken or blamed.
    func chunk(
        take: (Int) async throws -> Int, blame: (LoneFault<Subject>) async throws -> Void
    ) async throws -> Int {
        let size = size
        do {
            let taken = try await take(size)
            state.withLock { $0.succeeded(taken, chunk) }
            return taken
        } catch let fault as LoneFault<Subject> {
            try await blame(fault)
            state.withLock { $0 = ChunkSize(size: 1) }
            return 1
        } catch {
            guard size > 1, error.isLasting else { throw error }
            state.withLock { $0 = ChunkSize(size: size / 2, suspects: size) }
            return size
        }
    }
}

private struct ChunkSize {
    /// How many to take next.
    var size: Int
    /// The next so many are known to hold somebody at fault.
    var suspects: Int?

    mutating func succeeded(_ taken: Int, _ chunk: Int) {
        let left = suspects.map { $0 - taken } ?? 0
        if taken > 0, left > 0 {
            suspects = left
            size = max(1, left / 2)
        } else {
            suspects = nil
            size = min(chunk, size * 2)
        }
    }
}
