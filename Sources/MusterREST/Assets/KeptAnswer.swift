import MusterStore
import Synchronization

/// One answer, kept as bytes until an asset or a catalogue changes: for calls whose answers are big
/// and the same for everyone.
final class KeptAnswer: Sendable {
    private struct Kept {
        let version: CommitNumber
        let result: APIResult
    }
    private let state = Mutex<Kept?>(nil)

    /// - Parameters:
    ///   - version: `StorePosition.definitions` of the published position.
    ///   - make: answers the version of the snapshot it reads from as well.
    func answer(
        version: CommitNumber, _ make: () throws -> (version: CommitNumber, result: APIResult)
    ) rethrows -> APIResult {
        if let known = state.withLock({ $0 }), known.version == version { return known.result }
        let made = try make()
        state.withLock { kept in
            if made.version >= kept?.version ?? 0 { kept = Kept(version: made.version, result: made.result) }
        }
        return made.result
    }
}
