import MusterModel
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

/// Records of smart campaigns, kept as bytes until an asset changes.
///
/// Connectors poll campaigns by id and browse them in pages of two hundred, and a read of the database
/// and of the campaign's rules costs several times what the rest of a request does.
final class SmartCampaignRecords: Sendable {
    private struct Kept {
        let record: WrittenRecord
        /// The end of its truth, for campaigns that recur.
        let staleAfter: Instant?
    }
    private struct State {
        var version: CommitNumber = 0
        var records: [SmartCampaignID: Kept] = [:]
    }
    private let state = Mutex(State())

    /// Keeps memory bounded on instances with very many campaigns: some 40 MB.
    private static let capacity = 50_000

    /// - Parameter version: `StorePosition.records` of the published position.
    func record(_ id: SmartCampaignID, version: CommitNumber, now: Instant) -> WrittenRecord? {
        state.withLock { state in
            guard state.version == version, let kept = state.records[id] else { return nil }
            if let staleAfter = kept.staleAfter, staleAfter <= now { return nil }
            return kept.record
        }
    }

    /// Takes what was read from a snapshot with that `StorePosition.records`; nothing older displaces it.
    func keep(_ record: WrittenRecord, _ id: SmartCampaignID, version: CommitNumber, staleAfter: Instant?) {
        state.withLock { state in
            guard version >= state.version else { return }
            if version > state.version || state.records.count >= Self.capacity { state = State(version: version) }
            state.records[id] = Kept(record: record, staleAfter: staleAfter)
        }
    }
}
