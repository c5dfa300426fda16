import MusterFlows
public import MusterModel
public import MusterStore

/// Keeps one run planned ahead for each campaign that recurs.
public struct RecurringRuns {
    private let writer: StoreWriter

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

    /// Called when a planned run is not to start.
    func planSuccessor(of record: RunRecord) throws {
        guard let recurrence = try recurrence(of: record) else { return }
        try planNext(of: record.run.campaignID, recurrence, after: max(writer.now, record.run.scheduledAt))
    }

    /// Called when a planned run starts, or fails to. Occurrences that were missed, such as while the server
    /// was down, are caught up by this one run: it is that of the latest one, and the next one lies ahead.
    func catchUp(_ record: RunRecord, at moment: Instant) throws {
        guard let recurrence = try recurrence(of: record) else { return }
        let (run, planned) = (record.run, record.run.scheduledAt)
        let latest = recurrence.latest(notAfter: moment, in: writer.catalogs.settings.timeZone) ?? planned
        if latest > planned { try writer.reschedule(run.id, at: latest) }
        try planNext(of: run.campaignID, recurrence, after: max(moment, planned))
    }

    private func recurrence(of record: RunRecord) throws -> Recurrence? {
        guard record.run.origin == .recurrence else { return nil }
        return try writer.reader.smartCampaign(record.run.campaignID)?.recurrence
    }
}
