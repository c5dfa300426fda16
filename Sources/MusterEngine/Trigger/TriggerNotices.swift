import Logging
import MusterModel
import MusterStore
import Synchronization

/// Tells the log about chains that were cut and campaigns that could not be judged: one line for a
/// campaign and minute, however many people it concerns. Who they are is stored.
final class TriggerNotices: Sendable {
    private struct Subject: Hashable {
        let campaign: SmartCampaignID
        let isCut: Bool
    }
    /// The minute of the last line.
    private let told = Mutex<[Subject: Int64]>([:])

    func log(_ report: TriggerMatcher.Report, at now: Instant, to logger: Logger) {
        for cut in report.cuts where isNews(Subject(campaign: cut.campaignID, isCut: true), at: now) {
            logger.warning(
                "chain of campaigns cut",
                metadata: [
                    "campaign.id": "\(cut.campaignID)", "run.id": "\(cut.runID)", "lead.id": "\(cut.leadID)",
                    "depth": "\(cut.depth)", "entries": "\(cut.entries)",
                ])
        }
        for fault in report.faults where isNews(Subject(campaign: fault.campaign, isCut: false), at: now) {
            logger.error(
                "campaign could not judge events",
                metadata: ["campaign.id": "\(fault.campaign)", "reason": "\(fault.reason)"])
        }
        for activity in report.unreadable {
            logger.error("event cannot be read", metadata: ["activity.id": "\(activity)"])
        }
    }

    private func isNews(_ subject: Subject, at now: Instant) -> Bool {
        let minute = now.seconds / 60
        return told.withLock { $0.updateValue(minute, forKey: subject) != minute }
    }
}
