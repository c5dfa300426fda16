import MusterAudience
public import MusterFlows
public import MusterModel
import MusterRules
public import MusterStore
import Synchronization

/// Campaign definitions, read once and kept until a commit touches what they are made of.
///
/// Kept under the number that the snapshot itself carries, and not at all when they were read inside a
/// transaction that has changed assets: so nobody can be given a definition of another state than the
/// one he reads.
public final class CampaignLibrary: Sendable {
    private struct State {
        /// `StorePosition.definitions` of everything below.
        var version: CommitNumber = -1
        var definitions: [SmartCampaignID: CampaignDefinition] = [:]
        var active: ActiveCampaigns?
        var triggers: TriggerIndex?
        var requestable: Set<SmartCampaignID>?
    }
    private let state = Mutex(State())

    public init() {}

    /// `nil` when there is no such campaign.
    public func definition(
        _ id: SmartCampaignID, reader: StoreReader, at moment: Moment
    ) throws -> CampaignDefinition? {
        try kept(reader, { $0.definitions[id] }) {
            try CampaignDefinition.load(id, reader: reader, at: moment)
        } keep: {
            $0.definitions[id] = $1
        }
    }

    /// Active trigger campaigns. One that cannot be read back is told apart: it hinders no other.
    func active(reader: StoreReader, at moment: Moment) throws -> ActiveCampaigns {
        try kept(reader, \.active) {
            var active = ActiveCampaigns()
            for id in try reader.activeTriggerCampaignIDs() {
                do {
                    if let definition = try definition(id, reader: reader, at: moment) {
                        active.definitions.append(definition)
                    }
                } catch let error where error.isLasting {
                    active.unreadable.append((id, try reader.listenedTypes(of: id), "\(error)"))
                }
            }
            active.definitions.sort { ($1.priority, $0.campaign.id) < ($0.priority, $1.campaign.id) }
            return active
        } keep: {
            $0.active = $1
        } ?? ActiveCampaigns()
    }

    /// The triggers of active campaigns, by what they ask of an event.
    func triggerIndex(reader: StoreReader, at moment: Moment) throws -> TriggerIndex {
        try kept(reader, \.triggers) {
            TriggerIndex(try active(reader: reader, at: moment).definitions)
        } keep: {
            $0.triggers = $1
        } ?? TriggerIndex([])
    }

    /// Campaigns that a flow step may request.
    public func requestable(reader: StoreReader, at moment: Moment) throws -> Set<SmartCampaignID> {
        try kept(reader, \.requestable) {
            Set(
                try active(reader: reader, at: moment).definitions
                    .filter { $0.isRequestable(from: RequestSource.flowAction) }.map(\.campaign.id))
        } keep: {
            $0.requestable = $1
        } ?? []
    }

    private func kept<T: Sendable>(
        _ reader: StoreReader, _ known: (State) -> T?, load: () throws -> T?, keep: (inout State, T) -> Void
    ) throws -> T? {
        guard reader.isSettled else { return try load() }
        let version = reader.position.definitions
        if let value = state.withLock({ $0.version == version ? known($0) : nil }) { return value }
        guard let value = try load() else { return nil }
        state.withLock { state in
            guard version >= state.version else { return }
            if version > state.version { state = State(version: version) }
            keep(&state, value)
        }
        return value
    }
}

struct ActiveCampaigns: Sendable {
    /// The most urgent class first, then by id: the order in which events are offered to them.
    var definitions: [CampaignDefinition] = []
    /// Those that cannot be read back, with what they listen to.
    var unreadable: [(campaign: SmartCampaignID, types: Set<ActivityTypeID>, reason: String)] = []
}

extension StoreReader {
    /// Reads and writes flow documents against this snapshot.
    public var flowDocument: FlowDocument {
        FlowDocument(
            catalog: ruleCatalog, assets: StoreAssetDirectory(self), leadFields: catalogs.leadFields)
    }
}
