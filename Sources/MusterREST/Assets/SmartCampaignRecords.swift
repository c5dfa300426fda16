import MusterModel
import MusterStore
import Synchronization

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
