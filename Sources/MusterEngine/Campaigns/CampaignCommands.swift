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

/// Why a campaign refuses what it was told. The API turns each case into its code and text.
public enum CampaignError: Error, Sendable, Equatable {
    case notFound(SmartCampaignID)
    case alreadyActive
    case notActive
    case hasNoTrigger
    case hasNoFlowStep
    case invalidRules([Diagnostic])
    case invalidFlow([Diagnostic])
    /// Requested, but it has no trigger at all.
    case notTriggerCampaign(SmartCampaignID)
    /// Requested while switched off.
    case requestedWhileInactive(SmartCampaignID)
    /// Has no *Campaign is Requested* trigger that admits the source.
    case notRequestable(SmartCampaignID)
    /// Scheduled, but it has triggers.
    case notBatchCampaign(SmartCampaignID)
    /// Scheduled, but there is nobody it could run for or nothing it could do.
    case notSchedulable(SmartCampaignID, reason: String)
    /// More than two years ahead.
    case runAtTooFar
    case unknownLeads([LeadID])
}

/// The commands inside a transaction that does more, such as applying a document.
extension CampaignCommands {
    public static func activate(_ id: SmartCampaignID, writer: StoreWriter) throws {
        let definition = try fresh(id, writer)
        guard !definition.campaign.isActive else { throw CampaignError.alreadyActive }
        try checkReadiness(of: definition)
        try writer.setActive(id, true, listening: definition.listenedTypes)
        try writer.createRun(of: id, origin: .activation, isTrigger: true, scheduledAt: writer.now)
        // Its predecessor is over once nobody is in it.
        try writer.finishEmptyRuns(of: id)
    }

    public static func deactivate(_ id: SmartCampaignID, writer: StoreWriter) throws {
        guard let campaign = try writer.reader.smartCampaign(id) else { throw CampaignError.notFound(id) }
        guard campaign.isActive else { throw CampaignError.notActive }
        try writer.setActive(id, false, listening: [])
        try writer.finishEmptyRuns(of: id)
    }

    /// After the rules of an active campaign were replaced. Asks less than activation does: a
    /// campaign that has become invalid stays active.
    public static func listenAgain(_ id: SmartCampaignID, writer: StoreWriter) throws {
        let types = try fresh(id, writer).listenedTypes
        guard try writer.reader.listenedTypes(of: id) != Set(types) else { return }
        try writer.setActive(id, true, listening: types)
    }

    public static func schedule(
        _ id: SmartCampaignID, runAt: Instant?, tokens: [(name: String, value: String)] = [],
        origin: CampaignRun.Origin, floorSeconds: Int64, writer: StoreWriter
    ) throws {
        try checkSchedulable(id, runAt: runAt, writer: writer)
        let earliest = writer.now.adding(seconds: floorSeconds)
        let context = try writer.createTokenContext(tokens)
        try writer.createRun(
            of: id, origin: origin, isTrigger: false, scheduledAt: max(runAt ?? earliest, earliest),
            contextID: context)
    }

    public static func checkSchedulable(_ id: SmartCampaignID, runAt: Instant?, writer: StoreWriter) throws {
        let definition = try fresh(id, writer)
        guard !definition.isTrigger else { throw CampaignError.notBatchCampaign(id) }
        let horizon = RelativePeriod(schedulingHorizonYears, .year)
        let zone = writer.catalogs.settings.timeZone
        if let runAt, runAt > horizon.after(writer.now, in: zone) { throw CampaignError.runAtTooFar }
        if let reason = definition.reasonNotToRun {
            throw CampaignError.notSchedulable(id, reason: reason)
        }
    }

    /// Read in this transaction and not from the library, which may be a commit behind.
    public static func fresh(_ id: SmartCampaignID, _ writer: StoreWriter) throws -> CampaignDefinition {
        guard let definition = try CampaignDefinition.load(id, reader: writer.reader, at: writer.moment) else {
            throw CampaignError.notFound(id)
        }
        return definition
    }

    /// What activation asks of a campaign, in this order.
    public static func checkReadiness(of definition: CampaignDefinition) throws(CampaignError) {
        try checkContents(definition.rules, definition.campaign.flow)
        try checkRules(of: definition)
        try checkFlow(of: definition)
    }

    /// What an active campaign keeps through every edit. One that is edited step by step may become invalid
    /// on the way: it stays active and takes nobody in meanwhile.
    public static func checkContents(_ rules: RuleSet, _ flow: Flow) throws(CampaignError) {
        guard !rules.triggers.isEmpty else { throw .hasNoTrigger }
        guard !flow.steps.isEmpty else { throw .hasNoFlowStep }
    }

    /// Of rules as a whole, such as those of a document.
    public static func checkRules(of definition: CampaignDefinition) throws(CampaignError) {
        guard definition.ruleProblems.isEmpty else { throw .invalidRules(definition.ruleProblems) }
    }

    /// Of a flow as a whole.
    public static func checkFlow(of definition: CampaignDefinition) throws(CampaignError) {
        guard definition.flowProblems.isEmpty else { throw .invalidFlow(definition.flowProblems) }
    }
}
