public import MusterModel
import MusterStore

/// Why a run refuses what it was told, in words for people.
public enum RunError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The campaign has no such run.
    case notFound(CampaignRunID)
    case hasStarted(CampaignRunID)
    case hasNotStarted(CampaignRunID)
    case isOver(CampaignRunID, CampaignRun.State)
    /// New people enter it as long as the campaign is active.
    case campaignIsActive(CampaignRunID, SmartCampaignID)

    public var description: String {
        switch self {
        case .notFound(let run): "The campaign has no run \(run)"
        case .hasStarted(let run): "Run \(run) has started and cannot be cancelled; it can be aborted"
        case .hasNotStarted(let run): "Run \(run) has not started and cannot be aborted; it can be cancelled"
        case .isOver(let run, let state): "Run \(run) is over: it is \(state.rawValue)"
        case .campaignIsActive(let run, let campaign):
            "Run \(run) takes people in as long as campaign \(campaign) is active; deactivate it first"
        }
    }
}

extension CampaignCommands {
    /// Takes a run back that has not started. One that a recurrence has planned makes room for the next
    /// occurrence. Doing it again changes nothing.
    /// - Throws: `RunError`.
    public func cancelRun(_ id: CampaignRunID, of campaign: SmartCampaignID) async throws {
        try await store.write { writer in
            let record = try Self.run(id, of: campaign, writer)
            switch record.run.state {
            case .cancelled: return
            case .running: throw RunError.hasStarted(id)
            case .finished, .failed, .aborted: throw RunError.isOver(id, record.run.state)
            case .scheduled:
                try writer.endRun(id, state: .cancelled)
                try RecurringRuns(writer: writer).planSuccessor(of: record)
            }
        }
    }

    /// Stops a run that has started. What it has done stays, nobody takes another step in it, and
    /// everyone is taken out, chunk by chunk. Doing it again changes nothing.
    /// - Throws: `RunError`.
    public func abortRun(_ id: CampaignRunID, of campaign: SmartCampaignID) async throws {
        try await store.write { writer in
            let record = try Self.run(id, of: campaign, writer)
            switch record.run.state {
            case .aborted: return
            case .scheduled: throw RunError.hasNotStarted(id)
            case .finished, .failed, .cancelled: throw RunError.isOver(id, record.run.state)
            case .running:
                let isTakingIn =
                    try record.isTrigger && writer.reader.smartCampaign(campaign)?.isActive == true
                    && writer.reader.runningRun(of: campaign)?.run.id == id
                if isTakingIn { throw RunError.campaignIsActive(id, campaign) }
                try writer.abortRun(id, because: "aborted by request")
            }
        }
    }

    private static func run(
        _ id: CampaignRunID, of campaign: SmartCampaignID, _ writer: StoreWriter
    ) throws -> RunRecord {
        guard let record = try writer.reader.run(id, of: campaign) else {
            throw RunError.notFound(id)
        }
        return record
    }
}
