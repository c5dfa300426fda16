import MusterModel
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
        var revision = -1
        var records: [SmartCampaignID: Kept] = [:]
    }
    private let state = Mutex(State())

    /// Keeps memory bounded on instances with very many campaigns: some 40 MB.
    private static let capacity = 50_000

    /// - Parameter revision: of the assets, read before anything else.
    func record(_ id: SmartCampaignID, revision: Int, now: Instant) -> WrittenRecord? {
        state.withLock { state in
            guard state.revision == revision, let kept = state.records[id] else { return nil }
            if let staleAfter = kept.staleAfter, staleAfter <= now { return nil }
            return kept.record
        }
    }

    /// Takes what was read after `revision` was current; nothing older displaces it.
    func keep(_ record: WrittenRecord, _ id: SmartCampaignID, revision: Int, staleAfter: Instant?) {
        state.withLock { state in
            guard revision >= state.revision else { return }
            if revision > state.revision || state.records.count >= Self.capacity { state = State(revision: revision) }
            state.records[id] = Kept(record: record, staleAfter: staleAfter)
        }
    }
}
