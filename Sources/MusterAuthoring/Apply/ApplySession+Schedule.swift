import MusterEngine
import MusterModel
import MusterStore

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
            try applyPlannedRun(at: authored.schedule, of: placed)
        } catch let error as CampaignError {
            problems.add(authored.place.path + ".schedule", error.sentence)
        }
    }

    private func applyActivation(_ wanted: Bool?, of placed: PlacedCampaign, _ campaign: SmartCampaign) throws {
        switch (wanted ?? campaign.isActive, campaign.isActive) {
        case (true, false):
            try CampaignCommands.activate(campaign.id, writer: writer)
            placed.markChanged()
        case (false, true):
            try CampaignCommands.deactivate(campaign.id, writer: writer)
            placed.markChanged()
        case (true, true):
            // The document may have taken away what activation asks for, and its triggers may be
            // others now.
            try CampaignCommands.checkReadiness(of: CampaignCommands.fresh(campaign.id, writer))
            try CampaignCommands.listenAgain(campaign.id, writer: writer)
        case (false, false): break
        }
    }

    /// One run for one date-time, however often the document is applied.
    private func applyPlannedRun(at instant: Instant?, of placed: PlacedCampaign) throws {
        guard let instant else { return }
        let runs = try reader.runs(of: placed.id)
        if runs.contains(where: { $0.run.scheduledAt == instant && $0.run.state != .cancelled }) { return }
        guard instant >= writer.now else {
            // A document that was applied before its date stays applicable afterwards.
            if placed.isNew { problems.add(placed.authored.place.path + ".schedule", "'\(instant)' is in the past") }
            return
        }
        try CampaignCommands.schedule(placed.id, runAt: instant, origin: .command, floorSeconds: 0, writer: writer)
        placed.markChanged()
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
