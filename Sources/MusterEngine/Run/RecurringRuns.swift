import MusterFlows
public import MusterModel
public import MusterStore

/// Keeps one run planned ahead for each campaign that recurs.
public struct RecurringRuns {
    let writer: StoreWriter

    public init(writer: StoreWriter) { self.writer = writer }

    /// Replaces the runs that are planned by the next one of the recurrence; `nil` stops it.
    public func replan(_ recurrence: Recurrence?, of campaign: SmartCampaignID) throws {
        try writer.cancelScheduledRuns(of: campaign, origin: .recurrence)
        guard let recurrence else { return }
        try planNext(of: campaign, recurrence, after: writer.now)
    }

    private func planNext(of campaign: SmartCampaignID, _ recurrence: Recurrence, after instant: Instant) throws {
        guard let next = recurrence.next(after: instant, in: writer.catalogs.settings.timeZone) else { return }
        try writer.createRun(of: campaign, origin: .recurrence, isTrigger: false, scheduledAt: next)
    }

    /// Called when a planned run starts. Occurrences that were missed while the server was down are
    /// caught up by this one run, so the next one lies ahead of now.
    func planSuccessor(of record: RunRecord) throws {
        guard record.run.origin == .recurrence,
            let campaign = try writer.reader.smartCampaign(record.run.campaignID),
            let recurrence = campaign.recurrence
        else { return }
        try planNext(of: campaign.id, recurrence, after: max(writer.now, record.run.scheduledAt))
    }
}
