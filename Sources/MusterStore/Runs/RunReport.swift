public import MusterModel

/// A run with how many people are where, and whom a guard against loops has kept from it.
public struct RunReport: Sendable {
    public let record: RunRecord
    public let inFlow: Int
    /// Of those in the flow.
    public let waiting: Int
    /// People whom a guard against loops kept from entering.
    public let cut: Int
    /// The last of these, the latest first; at most `mostCuts`.
    public let cuts: [ChainCut]

    /// The others are among the run's people.
    public static let mostCuts = 20

    /// As the API and the command line show it. Times not reached yet are null.
    ///
    /// - Parameter namesPeople: whether it says which leads were cut.
    public func json(namesPeople: Bool) -> JSONObject {
        let (run, counters) = (record.run, record.counters)
        return [
            "id": .integer(run.id.rawValue), "state": .string(run.state.rawValue),
            "origin": .string(run.origin.rawValue), "scheduledAt": .string(run.scheduledAt.iso8601),
            "startedAt": .textOrNull(run.startedAt?.iso8601), "finishedAt": .textOrNull(run.finishedAt?.iso8601),
            "failure": .textOrNull(run.failure), "qualified": .integer(counters.qualified),
            "inFlow": .integer(inFlow), "waiting": .integer(waiting), "completed": .integer(counters.completed),
            "removed": .integer(counters.removed), "skipped": .integer(counters.skipped),
            "failed": .integer(counters.failed), "cut": .integer(cut),
            "cuts": .array(
                cuts.map { cut in
                    var json = cut.json
                    if !namesPeople { json["leadId"] = nil }
                    return .object(json)
                }),
        ]
    }
}

extension ChainCut {
    var json: JSONObject {
        [
            "leadId": .integer(leadID.rawValue), "campaignId": .integer(campaignID.rawValue),
            "at": .string(at.iso8601), "depth": .integer(depth), "entries": .integer(entries),
            "refused": .integer(refused),
        ]
    }
}

extension StoreReader {
    /// The runs of a campaign, newest first.
    public func runReports(of campaign: SmartCampaignID) throws -> [RunReport] {
        try reports(try runs(of: campaign), of: campaign)
    }

    /// `nil` when the campaign has no such run.
    public func runReport(_ id: CampaignRunID, of campaign: SmartCampaignID) throws -> RunReport? {
        guard let record = try run(id, of: campaign) else { return nil }
        return try reports([record], of: campaign).first
    }

    private func reports(_ records: [RunRecord], of campaign: SmartCampaignID) throws -> [RunReport] {
        guard !records.isEmpty else { return [] }
        let occupancy = try occupancy(ofRunsOf: campaign)
        let counts = try cutCounts(ofRunsOf: campaign)
        let cuts =
            counts.isEmpty
            ? [:] : Dictionary(grouping: try chainCuts(of: campaign, limit: RunReport.mostCuts), by: \.runID)
        return records.map { record in
            let (inFlow, waiting) = occupancy[record.run.id] ?? (0, 0)
            return RunReport(
                record: record, inFlow: inFlow, waiting: waiting, cut: counts[record.run.id] ?? 0,
                cuts: cuts[record.run.id] ?? [])
        }
    }
}
