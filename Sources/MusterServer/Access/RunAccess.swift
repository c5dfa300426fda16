public import MusterModel

/// What the command line asks of an instance about its engine and its runs. Records are those that the
/// API answers with.
extension InstanceAccess {
    public func engine() async throws -> JSONObject { try await api.record("GET", "/muster/v1/engine.json") }

    /// A smart campaign by name, `Program.Name` or id.
    public func campaign(_ name: String) async throws -> NamedAsset { try await api.asset(.smartCampaign, name) }

    /// Newest first.
    public func runs(of campaign: NamedAsset) async throws -> [JSONObject] {
        try await api.records("GET", "/muster/v1/smartCampaign/\(campaign.id)/runs.json")
    }

    /// Some people of a run, and where the next ones begin; `nil` for the first ones, and at the end.
    /// - Parameter outcome: `nil` for all of them.
    public func people(
        in run: Int64, of campaign: NamedAsset, _ outcome: RunOutcome?, from page: String?
    ) async throws -> (records: [JSONObject], next: String?) {
        let path = "/muster/v1/smartCampaign/\(campaign.id)/run/\(run)/people.json"
        return try await api.page(path, query: outcome.map { ["outcome": $0.rawValue] } ?? [:], from: page)
    }

    /// The run as it is then.
    /// - Throws: `RuleError` when it cannot be ended so.
    public func end(_ run: Int64, of campaign: NamedAsset, by way: RunEnding) async throws -> JSONObject {
        try await api.record("POST", "/muster/v1/smartCampaign/\(campaign.id)/run/\(run)/\(way.rawValue).json")
    }
}

/// How somebody ends a run.
public enum RunEnding: String, Sendable, CaseIterable {
    /// Before it has started.
    case cancel
    /// Afterwards.
    case abort
}
