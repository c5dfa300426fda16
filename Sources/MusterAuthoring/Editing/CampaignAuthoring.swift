import MusterAudience
import MusterEngine
public import MusterFlows
public import MusterModel
import MusterRules
public import MusterStore

/// Replaces what smart lists select and what campaigns do.
///
/// Whoever changes rules or a flow goes through here, inside one transaction: what stays the same
/// keeps its ids, a list never comes to contain itself, and an activated campaign listens to the
/// activities of its new triggers from the commit on.
public struct CampaignAuthoring {
    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// Replaces the rules of a smart list, a campaign's own one included; answers them with ids.
    ///
    /// Ids in `rules` do not count: a rule that was there before, word for word, keeps its own.
    /// - Throws: `RuleError` for a list that would contain itself, and for giving triggers to a campaign that
    ///   recurs; `CampaignError` for taking its last trigger from an active campaign, and for giving one rules
    ///   that are invalid, such as a list that is; `AssetNotFoundError`.
    @discardableResult
    public func setRules(_ rules: RuleSet, of id: SmartListID) throws -> RuleSet {
        let list = try smartList(id)
        let saved = try store(rules.keepingIDs(of: list.rules), in: list)
        if let campaign = try campaign(of: list), campaign.isActive {
            try CampaignCommands.checkRules(of: CampaignCommands.fresh(campaign.id, writer))
        }
        return saved
    }

    /// Changes the rules of a smart list where they are, a campaign's own one included; answers them
    /// with ids.
    ///
    /// Every rule keeps the id that it has after the edit; one without gets a new one. The rules may become
    /// invalid, because they are edited one by one.
    /// - Throws: what `edit` throws; `RuleError` for triggers in a list of its own; else as `setRules`.
    @discardableResult
    public func editRules(of id: SmartListID, _ edit: (inout RuleSet) throws -> Void) throws -> RuleSet {
        let list = try smartList(id)
        var rules = list.rules
        try edit(&rules)
        guard list.campaignID != nil || rules.triggers.isEmpty else {
            throw RuleError("trigger", "only the smart list of a smart campaign may have triggers")
        }
        return try store(rules, in: list)
    }

    private func smartList(_ id: SmartListID) throws -> SmartList {
        guard let list = try writer.reader.smartList(id) else {
            throw AssetNotFoundError("smart list", id.rawValue)
        }
        return list
    }

    private func campaign(of list: SmartList) throws -> SmartCampaign? {
        try list.campaignID.flatMap { try writer.reader.smartCampaign($0) }
    }

    private func store(_ rules: RuleSet, in list: SmartList) throws -> RuleSet {
        let cycles = try SmartListNesting(reader: writer.reader).cycles(in: rules, of: list.id)
        guard cycles.isEmpty else { throw RuleError(cycles) }
        let campaign = try campaign(of: list)
        try campaign?.checkRecurrence(with: rules, at: "triggers")
        if let campaign, campaign.isActive { try CampaignCommands.checkContents(rules, campaign.flow) }
        let saved = try writer.setRules(rules, of: list.id)
        if let campaign, campaign.isActive { try CampaignCommands.listenAgain(campaign.id, writer: writer) }
        return saved
    }

    /// Replaces the flow of a campaign; answers it with ids.
    ///
    /// Ids that the flow had stay where the new one gives them, where a step is word for word the
    /// same, and else where a step of the same kind follows: people wait at steps by id.
    /// - Throws: `CampaignError` for taking its last step from an active campaign, and for giving one a flow
    ///   that is invalid; `AssetNotFoundError`.
    @discardableResult
    public func setFlow(_ flow: Flow, of id: SmartCampaignID) throws -> Flow {
        let campaign = try smartCampaign(id)
        let saved = try store(flow.keepingIDs(of: campaign.flow), in: campaign)
        if campaign.isActive { try CampaignCommands.checkFlow(of: CampaignCommands.fresh(id, writer)) }
        return saved
    }

    /// Edits the flow of a campaign in place; answers it with ids.
    ///
    /// The ids that `edit` leaves in the flow are those it was given: people who wait at a step go
    /// on behind it. Steps and choices with the id 0 get a new one.
    /// - Throws: what `edit` throws; else as `setFlow`.
    @discardableResult
    public func editFlow(of id: SmartCampaignID, _ edit: (inout Flow) throws -> Void) throws -> Flow {
        let campaign = try smartCampaign(id)
        var flow = campaign.flow
        try edit(&flow)
        return try store(flow, in: campaign)
    }

    private func smartCampaign(_ id: SmartCampaignID) throws -> SmartCampaign {
        guard let campaign = try writer.reader.smartCampaign(id) else {
            throw AssetNotFoundError("smart campaign", id.rawValue)
        }
        return campaign
    }

    private func store(_ flow: Flow, in campaign: SmartCampaign) throws -> Flow {
        if campaign.isActive { try CampaignCommands.checkContents(rules(of: campaign), flow) }
        return try writer.setFlow(flow, of: campaign.id)
    }

    private func rules(of campaign: SmartCampaign) throws -> RuleSet {
        try writer.reader.smartList(campaign.smartListID)?.rules ?? .empty
    }

    /// Changes the settings that the document names; answers the campaign as it is then.
    /// - Throws: `RuleError` with one problem per member; `AssetNotFoundError`.
    @discardableResult
    public func setSettings(_ document: JSONObject, of id: SmartCampaignID) throws -> SmartCampaign {
        var campaign = try smartCampaign(id)
        let before = campaign.recurrence
        try CampaignSettingsDocument.apply(document, to: &campaign)
        campaign = try writer.updateSmartCampaign(campaign)
        if campaign.recurrence != before {
            try campaign.checkRecurrence(with: rules(of: campaign), at: "recurrence")
            try RecurringRuns(writer: writer).replan(campaign.recurrence, of: campaign.id)
        }
        return campaign
    }
}

extension StoreReader {
    /// Reads the flow of a campaign as a call gives it, whose tokens may still be declared.
    public func flowDocument(of campaign: SmartCampaignID) throws -> FlowDocument {
        let tokens = try smartCampaign(campaign)?.folder.map { try inheritedTokens(from: $0) } ?? [:]
        return FlowDocument(
            catalog: ruleCatalog, assets: StoreAssetDirectory(self), leadFields: catalogs.leadFields,
            tokens: DeclaredTokens(tokens, areAll: false))
    }
}

extension SmartCampaign {
    /// A recurrence plans batch runs, which a campaign with triggers does not have.
    /// - Throws: `RuleError` at the place that the author changed.
    func checkRecurrence(with rules: RuleSet, at place: String) throws(RuleError) {
        guard recurrence != nil, !rules.triggers.isEmpty else { return }
        throw RuleError(
            place, "a campaign with triggers does not recur; take its recurrence or its triggers away first")
    }
}
