import MusterModel
import Synchronization

/// Answers of *Get Smart Campaign by Id*, kept as bytes until an asset changes.
///
/// Connectors poll this call, and a read of the database and of the campaign's rules costs several
/// times what the rest of the request does.
final class SmartCampaignAnswers: Sendable {
    private struct Answer {
        let result: APIResult
        /// The end of its truth, for campaigns that recur.
        let staleAfter: Instant?
    }
    private struct State {
        var revision = -1
        var answers: [SmartCampaignID: Answer] = [:]
    }
    private let state = Mutex(State())

    /// Keeps memory bounded on instances with very many campaigns.
    private static let capacity = 10_000

    /// - Parameter revision: of the assets, read before anything else.
    func answer(_ id: SmartCampaignID, revision: Int, now: Instant) -> APIResult? {
        state.withLock { state in
            guard state.revision == revision, let answer = state.answers[id] else { return nil }
            if let staleAfter = answer.staleAfter, staleAfter <= now { return nil }
            return answer.result
        }
    }

    /// Takes what was read after `revision` was current; nothing older displaces it.
    func keep(_ result: APIResult, _ id: SmartCampaignID, revision: Int, staleAfter: Instant?) {
        state.withLock { state in
            guard revision >= state.revision else { return }
            if revision > state.revision || state.answers.count >= Self.capacity { state = State(revision: revision) }
            state.answers[id] = Answer(result: result, staleAfter: staleAfter)
        }
    }
}
