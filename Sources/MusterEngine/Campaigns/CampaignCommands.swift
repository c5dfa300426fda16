import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore

/// What people and clients tell campaigns to do. Each command checks and acts in one transaction.
public struct CampaignCommands: Sendable {
    let store: Store
    private let library: CampaignLibrary

    /// A run asked for through the API starts no earlier than this after the request.
    /// - Source: Adobe, "Smart Campaigns".
    public static let schedulingFloor: Int64 = 5 * 60
    /// - Source: error 1042 in Adobe's list.
    public static let schedulingHorizonYears = 2

    public init(store: Store, library: CampaignLibrary) {
        self.store = store
        self.library = library
    }

    /// From the commit on, people who fit a trigger enter; nothing that happened before counts.
    /// - Throws: `CampaignError`.
    public func activate(_ id: SmartCampaignID) async throws {
        try await store.write { try Self.activate(id, writer: $0) }
    }

    /// Nobody enters any more; people in the flow carry on to its end.
    /// - Throws: `CampaignError`.
    public func deactivate(_ id: SmartCampaignID) async throws {
        try await store.write { try Self.deactivate(id, writer: $0) }
    }

    /// Plans one run of a batch campaign.
    ///
    /// - Parameters:
    ///   - runAt: when to run; `nil`, the past and anything nearer than `earliest` become `earliest`.
    ///   - tokens: overrides of My Tokens for this run only, by bare name.
    ///   - earliest: the five-minute floor for the API.
    /// - Throws: `CampaignError`.
    public func schedule(
        _ id: SmartCampaignID, runAt: Instant? = nil, tokens: [(name: String, value: String)] = [],
        origin: CampaignRun.Origin = .api, floorSeconds: Int64 = schedulingFloor
    ) async throws {
        try await store.write { writer in
            try Self.schedule(
                id, runAt: runAt, tokens: tokens, origin: origin, floorSeconds: floorSeconds, writer: writer)
        }
    }

    /// Asks a trigger campaign to take people in. Success means accepted, not qualified.
    /// - Throws: `CampaignError`.
    public func request(
        _ id: SmartCampaignID, leads: [LeadID], tokens: [(name: String, value: String)] = [],
        source: String = RequestSource.webService
    ) async throws {
        try await store.write { writer in
            let definition = try Self.fresh(id, writer)
            guard definition.isTrigger else { throw CampaignError.notTriggerCampaign(id) }
            guard definition.campaign.isActive else { throw CampaignError.requestedWhileInactive(id) }
            guard definition.isRequestable(from: source) else { throw CampaignError.notRequestable(id) }
            var seen: Set<LeadID> = []
            let distinct = leads.filter { seen.insert($0).inserted }
            let known = try writer.reader.existing(distinct)
            let unknown = distinct.filter { !known.contains($0) }
            guard unknown.isEmpty else { throw CampaignError.unknownLeads(unknown) }
            let context = try writer.createTokenContext(tokens)
            let requests = distinct.map { lead in
                NewActivity(
                    lead: lead, type: ActivityType.requestCampaign.id, at: writer.now, campaign: id,
                    primaryID: id.rawValue, primaryValue: definition.facts.qualifiedName,
                    attributes: ["Source": .string(source)])
            }
            try writer.append(requests, contextID: context)
        }
    }
}

extension CampaignDefinition {
    /// Why a batch run would not start now; `nil` when it would.
    var reasonNotToRun: String? {
        if let problem = ruleProblems.first { return "the smart list is invalid: \(problem)" }
        if let problem = flowProblems.first { return "the flow is invalid: \(problem)" }
        if rules.filters.isEmpty { return "the smart list has no filters" }
        if steps.isEmpty { return "the flow has no steps" }
        return nil
    }
}
