public import MusterModel
import MusterRules
public import MusterStore
import Synchronization

/// Campaign definitions, read once and kept until an asset changes.
public final class CampaignLibrary: Sendable {
    private struct State {
        var revision = -1
        var definitions: [SmartCampaignID: CampaignDefinition] = [:]
        var active: [CampaignDefinition]?
        var requestable: Set<SmartCampaignID>?
    }
    private let feed: ChangeFeed
    private let state = Mutex(State())

    public init(feed: ChangeFeed) { self.feed = feed }

    /// `nil` when there is no such campaign.
    public func definition(
        _ id: SmartCampaignID, reader: StoreReader, at moment: Moment
    ) throws -> CampaignDefinition? {
        let revision = feed.assetRevision
        if let known = current(revision, { $0.definitions[id] }) { return known }
        let definition = try CampaignDefinition.load(id, reader: reader, at: moment)
        keep(revision) { $0.definitions[id] = definition }
        return definition
    }

    /// Active trigger campaigns, the most urgent class first, then by id: the order in which
    /// events are offered to them.
    public func active(reader: StoreReader, at moment: Moment) throws -> [CampaignDefinition] {
        let revision = feed.assetRevision
        if let known = current(revision, { $0.active }) { return known }
        let definitions = try reader.activeTriggerCampaigns().compactMap {
            try definition($0.id, reader: reader, at: moment)
        }
        let ordered = definitions.sorted {
            ($1.priority, $0.campaign.id) < ($0.priority, $1.campaign.id)
        }
        keep(revision) { $0.active = ordered }
        return ordered
    }

    /// Campaigns that a flow step may request.
    public func requestable(reader: StoreReader, at moment: Moment) throws -> Set<SmartCampaignID> {
        let revision = feed.assetRevision
        if let known = current(revision, { $0.requestable }) { return known }
        let ids = try active(reader: reader, at: moment)
            .filter { $0.isRequestable(from: RequestSource.flowAction) }.map(\.campaign.id)
        let requestable = Set(ids)
        keep(revision) { $0.requestable = requestable }
        return requestable
    }

    private func current<T>(_ revision: Int, _ read: (State) -> T?) -> T? where T: Sendable {
        state.withLock { $0.revision == revision ? read($0) : nil }
    }

    /// Nothing is kept that was read before a newer revision was announced.
    private func keep(_ revision: Int, _ change: (inout State) -> Void) {
        state.withLock { state in
            guard revision >= state.revision, revision == feed.assetRevision else { return }
            if revision > state.revision { state = State(revision: revision) }
            change(&state)
        }
    }
}
