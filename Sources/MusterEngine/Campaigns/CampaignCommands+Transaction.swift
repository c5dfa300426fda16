public import MusterModel
public import MusterStore

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
    public static func checkReadiness(of definition: CampaignDefinition) throws {
        guard definition.isTrigger else { throw CampaignError.hasNoTrigger }
        guard !definition.steps.isEmpty else { throw CampaignError.hasNoFlowStep }
        guard definition.ruleProblems.isEmpty else {
            throw CampaignError.invalidRules(definition.ruleProblems)
        }
        guard definition.flowProblems.isEmpty else {
            throw CampaignError.invalidFlow(definition.flowProblems)
        }
    }
}
