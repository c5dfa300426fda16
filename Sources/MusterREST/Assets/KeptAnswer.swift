import Synchronization

/// One answer, kept as bytes until an asset or a catalogue changes: for calls whose answers are big
/// and the same for everyone.
final class KeptAnswer: Sendable {
    private struct Kept {
        let revision: Int
        let result: APIResult
    }
    private let state = Mutex<Kept?>(nil)

    /// - Parameter revision: read before what `make` reads, so that what is kept is never older
    ///   than its revision.
    func answer(revision: Int, _ make: () throws -> APIResult) rethrows -> APIResult {
        let known = state.withLock { $0 }
        if let known, known.revision == revision { return known.result }
        let result = try make()
        state.withLock { kept in
            if revision >= kept?.revision ?? 0 { kept = Kept(revision: revision, result: result) }
        }
        return result
    }
}
