import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
    typealias PlacedCampaign = PlacedAsset<AuthoredCampaign, SmartCampaignID>

    /// Finds or makes the campaigns, empty.
    func placeCampaigns(_ campaigns: [AuthoredCampaign]) throws -> [PlacedCampaign] {
        try campaigns.compactMap { authored in
            guard let container = try container(of: authored.place, on: .marketingActivities) else { return nil }
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            let found = try reader.smartCampaigns(query).first { $0.folder == container }
            let campaign =
                try found
                ?? writer.createSmartCampaign(
                    name: authored.name, description: authored.description ?? "", folder: container)
            return PlacedAsset(
                authored: authored, id: campaign.id, isNew: found == nil, kind: "smart campaign",
                name: try qualified(authored.name, in: container), rawID: campaign.id.rawValue)
        }
    }

    /// Rules, flow and settings.
    func applyContents(of placed: PlacedCampaign) throws {
        guard let campaign = try reader.smartCampaign(placed.id) else { return }
        try applySettings(of: placed, to: campaign)
        let program = try campaign.folder.flatMap { try programName(around: $0) }
        if let list = try reader.smartList(campaign.smartListID) {
            placed.markChanged(
                try applyRules(placed.authored.rules, to: list, program: program, allowsTriggers: true))
        }
        let rules = try reader.smartList(campaign.smartListID)?.rules ?? .empty
        let authored = placed.authored
        _ = try problems.collect(at: authored.place.path) {
            try reader.smartCampaign(campaign.id)?.checkRecurrence(
                with: rules, at: authored.recurrence == nil ? "triggers" : "recurrence")
        }
        try applyFlow(of: placed, to: campaign, program: program)
    }

    private func applySettings(of placed: PlacedCampaign, to campaign: SmartCampaign) throws {
        let authored = placed.authored
        var changed = campaign
        changed.description = authored.description ?? campaign.description
        changed.qualification = authored.qualification ?? campaign.qualification
        changed.isCommunicationLimitEnabled =
            authored.isCommunicationLimitEnabled ?? campaign.isCommunicationLimitEnabled
        if let setting = authored.maxMembers { changed.maxMembers = setting.value }
        if let setting = authored.recurrence { changed.recurrence = setting.value }
        let members = differing([
            "description": !changed.description.isIdentical(to: campaign.description),
            "qualification": changed.qualification != campaign.qualification,
            "maxMembers": changed.maxMembers != campaign.maxMembers,
            "communicationLimits": changed.isCommunicationLimitEnabled != campaign.isCommunicationLimitEnabled,
            "recurrence": changed.recurrence != campaign.recurrence,
        ])
        guard !members.isEmpty else { return }
        try writer.updateSmartCampaign(changed)
        placed.markChanged(members)
        if changed.recurrence != campaign.recurrence {
            try RecurringRuns(writer: writer).replan(changed.recurrence, of: campaign.id)
        }
    }

    private func applyFlow(of placed: PlacedCampaign, to campaign: SmartCampaign, program: String?) throws {
        guard let json = placed.authored.flow else { return }
        let document = FlowDocument(
            catalog: reader.ruleCatalog,
            assets: LocalAssetDirectory(assets: StoreAssetDirectory(reader), program: program),
            leadFields: writer.catalogs.leadFields,
            tokens: DeclaredTokens(
                try campaign.folder.map { try reader.inheritedTokens(from: $0) } ?? [:], areAll: true))
        let read = try problems.collect(at: placed.authored.place.path) { try document.read(json) }
        guard let flow = read?.keepingIDs(of: campaign.flow), flow != campaign.flow else { return }
        try writer.setFlow(flow, of: campaign.id)
        placed.markChanged("flow")
    }
}

extension ApplySession {
    /// When a campaign runs: activation of a trigger campaign, a planned run of a batch campaign.
    /// Comes last, because a campaign is checked against everything it names.
    func applySchedule(of placed: PlacedCampaign) throws {
        let authored = placed.authored
        guard let campaign = try reader.smartCampaign(placed.id) else { return }
        do {
            try applyActivation(authored.isActive, of: placed, campaign)
        } catch let error as CampaignError {
            problems.add(authored.place.path + ".active", error.sentence)
        }
        do {
            try applyPlannedRun(authored.schedule, of: placed)
        } catch let error as CampaignError {
            problems.add(authored.place.path + ".schedule", error.sentence)
        }
    }

    private func applyActivation(_ wanted: Bool?, of placed: PlacedCampaign, _ campaign: SmartCampaign) throws {
        switch (wanted ?? campaign.isActive, campaign.isActive) {
        case (true, false):
            try CampaignCommands.activate(campaign.id, writer: writer)
            placed.markChanged("active")
        case (false, true):
            try CampaignCommands.deactivate(campaign.id, writer: writer)
            placed.markChanged("active")
        case (true, true):
            // The document may have taken away what activation asks for, and its triggers may be
            // others now.
            try CampaignCommands.checkReadiness(of: CampaignCommands.fresh(campaign.id, writer))
            try CampaignCommands.listenAgain(campaign.id, writer: writer)
        case (false, false): break
        }
    }

    /// A campaign has one pending run that documents own: it moves with the date-time they give, and is cancelled
    /// when they give none. Runs that clients scheduled stay.
    private func applyPlannedRun(_ setting: AuthoredSetting<Instant>?, of placed: PlacedCampaign) throws {
        guard let setting else { return }
        let own = try reader.runs(of: placed.id).map(\.run).filter { $0.origin == .command }
        var pending = own.filter { $0.state == .scheduled }
        let isDone = own.contains {
            $0.scheduledAt == setting.value && $0.state != .scheduled && $0.state != .cancelled
        }
        if let instant = setting.value, !isDone {
            if pending.map(\.scheduledAt) == [instant] { return }
            guard instant >= writer.now else {
                // A document that was applied before its date stays applicable afterwards.
                if !pending.isEmpty || !own.contains(where: { $0.scheduledAt == instant }) {
                    problems.add(
                        placed.authored.place.path + ".schedule",
                        "'\(instant)' is in the past, and no run was planned for it; give a later date-time, or none")
                }
                return
            }
            if pending.isEmpty {
                try CampaignCommands.schedule(
                    placed.id, runAt: instant, origin: .command, floorSeconds: 0, writer: writer)
                return placed.markChanged("schedule")
            }
            if let kept = pending.firstIndex(where: { $0.scheduledAt == instant }) {
                pending.remove(at: kept)
            } else {
                try CampaignCommands.checkSchedulable(placed.id, runAt: instant, writer: writer)
                try writer.reschedule(pending.removeFirst().id, at: instant)
                placed.markChanged("schedule")
            }
        }
        for run in pending {
            try writer.endRun(run.id, state: .cancelled)
            placed.markChanged("schedule")
        }
    }
}

extension CampaignError {
    /// For people, without a wire code.
    var sentence: String {
        switch self {
        case .notFound(let id): "there is no campaign \(id)"
        case .alreadyActive: "the campaign is active already"
        case .notActive: "the campaign is not active"
        case .hasNoTrigger: "a campaign without triggers cannot be active"
        case .hasNoFlowStep: "a campaign without flow steps cannot be active"
        case .invalidRules(let problems), .invalidFlow(let problems):
            problems.map(\.description).joined(separator: "; ")
        case .notTriggerCampaign: "the campaign has no trigger"
        case .requestedWhileInactive: "the campaign is not active"
        case .notRequestable: "the campaign has no trigger 'Campaign is Requested'"
        case .notBatchCampaign: "a campaign with triggers has no schedule"
        case .notSchedulable(_, let reason): reason
        case .runAtTooFar: "the date is more than two years ahead"
        case .unknownLeads: "some of the leads are unknown"
        }
    }
}
