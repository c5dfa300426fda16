import MusterEngine
public import MusterModel
import MusterStore

/// What the command line asks of an instance about its engine and its runs. Records are those that the
/// API answers with.
public protocol RunAccess: Sendable {
    func engine() async throws -> JSONObject
    /// A smart campaign by name, `Program.Name` or id.
    func campaign(_ name: String) async throws -> NamedCampaign
    /// Newest first.
    func runs(of campaign: NamedCampaign) async throws -> [JSONObject]
    /// Some people of a run, and where the next ones begin; `nil` for the first ones, and at the end.
    func people(
        in run: Int64, of campaign: NamedCampaign, _ outcome: RunOutcome, from page: String?
    ) async throws -> (people: [JSONObject], next: String?)
    /// The run as it is then.
    func end(_ run: Int64, of campaign: NamedCampaign, by way: RunEnding) async throws -> JSONObject
}

public struct NamedCampaign: Sendable, Hashable {
    public let id: Int64
    public let name: String
}

/// How somebody ends a run.
public enum RunEnding: String, Sendable, CaseIterable {
    /// Before it has started.
    case cancel
    /// Afterwards.
    case abort
}

extension AccessError {
    fileprivate static func noCampaign(_ name: String) -> AccessError {
        AccessError("there is no smart campaign '\(name)'; \(howToName)")
    }
}

extension DirectAccess {
    public func engine() async throws -> JSONObject { try instance.engine.report().json }

    public func campaign(_ name: String) async throws -> NamedCampaign {
        let found = try instance.store.read { reader in
            try reader.assetID(.smartCampaign, named: name).flatMap { try reader.smartCampaign(SmartCampaignID($0)) }
        }
        guard let found else { throw AccessError.noCampaign(name) }
        return NamedCampaign(id: found.id.rawValue, name: found.name)
    }

    public func runs(of campaign: NamedCampaign) async throws -> [JSONObject] {
        try instance.store.read { try $0.runReports(of: SmartCampaignID(campaign.id)) }
            .map { $0.json(namesPeople: true) }
    }

    public func people(
        in run: Int64, of campaign: NamedCampaign, _ outcome: RunOutcome, from page: String?
    ) async throws -> (people: [JSONObject], next: String?) {
        try instance.store.read { reader in
            guard let record = try reader.run(CampaignRunID(run), of: SmartCampaignID(campaign.id)) else {
                throw AccessError("\(RunError.notFound(CampaignRunID(run)))")
            }
            let found = try instance.engine.people(
                of: record, outcome, after: page.flatMap { Int64($0) } ?? 0, limit: 1_000, reader: reader)
            return (found.people.map(\.json), found.next.map(String.init))
        }
    }

    public func end(_ run: Int64, of campaign: NamedCampaign, by way: RunEnding) async throws -> JSONObject {
        let (id, campaign) = (CampaignRunID(run), SmartCampaignID(campaign.id))
        do {
            switch way {
            case .cancel: try await instance.engine.commands.cancelRun(id, of: campaign)
            case .abort: try await instance.engine.commands.abortRun(id, of: campaign)
            }
        } catch let error as RunError { throw AccessError("\(error)") }
        return try instance.store.read { try $0.runReport(id, of: campaign) }?.json(namesPeople: true) ?? [:]
    }
}

extension RemoteAccess {
    public func engine() async throws -> JSONObject { try await client.record("GET", "/muster/v1/engine.json") }

    public func campaign(_ name: String) async throws -> NamedCampaign {
        guard let found = try await client.find(.smartCampaign, name) else { throw AccessError.noCampaign(name) }
        return NamedCampaign(id: found.id, name: found.name)
    }

    public func runs(of campaign: NamedCampaign) async throws -> [JSONObject] {
        try await client.records("GET", "/muster/v1/smartCampaign/\(campaign.id)/runs.json")
    }

    public func people(
        in run: Int64, of campaign: NamedCampaign, _ outcome: RunOutcome, from page: String?
    ) async throws -> (people: [JSONObject], next: String?) {
        var query = ["outcome": outcome.rawValue]
        query["nextPageToken"] = page
        let answer = try await client.call(
            "GET", "/muster/v1/smartCampaign/\(campaign.id)/run/\(run)/people.json", query: query)
        return ((answer["result"]?.array ?? []).compactMap(\.object), answer["nextPageToken"]?.text)
    }

    public func end(_ run: Int64, of campaign: NamedCampaign, by way: RunEnding) async throws -> JSONObject {
        do {
            return try await client.record(
                "POST", "/muster/v1/smartCampaign/\(campaign.id)/run/\(run)/\(way.rawValue).json")
        } catch let error as RuleError {
            throw AccessError(error.diagnostics.map(\.description).joined(separator: "\n"))
        }
    }
}
