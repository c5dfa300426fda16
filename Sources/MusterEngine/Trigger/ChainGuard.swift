import MusterModel
import MusterStore

/// Cuts chains of campaigns that cause each other and would not come to an end.
///
/// A chain is what one event from outside, one waking from a wait or one start of a run causes for one
/// person, campaign after campaign. Depth alone does not end it: two branches at each level are more
/// than anybody counts.
struct ChainGuard {
    static let maximumDepth = 50
    static let maximumEntries = 500

    private var entries: [Int64: Int]
    private var leads: [Int64: LeadID] = [:]
    private(set) var cuts: [ChainCut] = []

    init(_ events: [PendingEvent], reader: StoreReader) throws {
        entries = try reader.chainEntries(Array(Set(events.compactMap(\.cause.chainID))))
    }

    /// Counts the entry that the event is to make, or cuts the chain there. `siblings` have been made by
    /// the same event from outside, which begins a chain and has none yet.
    mutating func admits(_ event: PendingEvent, siblings: Int, to run: RunRecord, at now: Instant) -> Bool {
        let made = event.cause.chainID.map { entries[$0] ?? 1 } ?? siblings
        guard event.cause.depth <= Self.maximumDepth, made < Self.maximumEntries else {
            cuts.append(
                ChainCut(
                    campaign: run.run.campaignID, run: run.run.id, lead: event.leadID,
                    chain: event.cause.chainID ?? 0, at: now, depth: event.cause.depth, entries: made))
            return false
        }
        if let chain = event.cause.chainID { set(chain, of: event.leadID, to: made + 1) }
        return true
    }

    /// A new chain that begins with several entries.
    mutating func set(_ chain: Int64, of lead: LeadID, to count: Int) {
        entries[chain] = count
        leads[chain] = lead
    }

    func save(_ writer: StoreWriter) throws {
        let changed = leads.sorted { $0.key < $1.key }
        try writer.setChainEntries(changed.map { ($0.key, $0.value, entries[$0.key] ?? 1) })
        try writer.record(cuts)
    }
}
