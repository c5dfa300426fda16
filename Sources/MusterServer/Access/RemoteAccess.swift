import Foundation
public import MusterAuthoring
public import MusterEngine
public import MusterModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Talks to a running server through its API.
public struct RemoteAccess: InstanceAccess {
    let client: APIConnection
    public var api: any APICaller { client }

    public init(_ address: ServerAddress, credentials: Credentials?) throws(AccessError) {
        guard let credentials else {
            throw AccessError(
                """
                to talk to \(address.url)\(address.origin), set \(Credentials.idVariable) and \(Credentials.secretVariable) to what the \
                server printed; or name a database with --database
                """)
        }
        client = APIConnection(address, credentials: credentials)
    }

    public func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
        let query = isDryRun ? ["dryRun": "true"] : [:]
        return ApplyReport(json: try await client.record("POST", "/muster/v1/apply.json", query: query, body: document))
    }

    public func importRows(_ document: ImportDocument, _ kind: FileImport.Kind) async throws -> ImportReport {
        let path = "/muster/v1/import/\(kind.rawValue).json"
        return ImportReport(json: try await client.record("POST", path, body: document.json))
    }

    public func count(list name: String) async throws -> ListCount {
        if let list = try await client.find(.smartList, name) {
            let record = try await client.record("GET", "/muster/v1/smartList/\(list.id)/count.json")
            return ListCount(
                name: list.name, count: Int(record["count"]?.integer ?? 0),
                asOf: record["asOf"]?.text.flatMap { Instant(text: $0) })
        }
        guard let list = try await client.find(.staticList, name) else { throw AccessError.noList(name) }
        var count = 0
        var token: String?
        repeat {
            var query = ["fields": "id", "batchSize": "300"]
            query["nextPageToken"] = token
            let page = try await client.call("GET", "/rest/v1/lists/\(list.id)/leads.json", query: query)
            count += page["result"]?.array?.count ?? 0
            token = page["nextPageToken"]?.text
        } while token != nil
        return ListCount(name: list.name, count: count)
    }

    public func clock() async throws -> ClockState {
        try Self.clock(try await client.record("GET", "/muster/v1/clock.json"))
    }

    public func move(_ move: ClockMove) async throws -> ClockReport {
        let body: JSONValue =
            switch move {
            case .advance(let period): ["advance": .string(period.description)]
            case .to(let instant): ["to": .string(instant.iso8601)]
            case .untilIdle(let horizon): ["untilIdle": true, "horizon": .string(horizon.description)]
            }
        do {
            return try Self.report(try await client.record("POST", "/muster/v1/clock.json", body: body))
        } catch let error as RuleError {
            throw AccessError(error.diagnostics.map(\.description).joined(separator: "\n"))
        }
    }

    public func close() async throws {}

    private static func report(_ record: JSONObject) throws -> ClockReport {
        func instant(_ name: String) -> Instant? { record[name]?.text.flatMap { Instant(text: $0) } }
        func count(_ name: String) -> Int { record[name]?.integer.map { Int($0) } ?? 0 }
        guard let from = instant("from"), let now = instant("now") else {
            throw AccessError("the server's answer is not that of a clock")
        }
        var report = ClockReport(from: from, now: now)
        report.stops = count("stops")
        report.runs = count("runs")
        report.activities = count("activities")
        report.messages = count("messages")
        report.horizon = instant("horizon")
        report.nextDue = instant("nextDue")
        return report
    }

    private static func clock(_ record: JSONObject) throws -> ClockState {
        guard let now = record["now"]?.text.flatMap({ Instant(text: $0) }), let simulated = record["simulated"]?.boolean
        else { throw AccessError("the server's answer is not that of a clock") }
        return ClockState(now: now, isSimulated: simulated)
    }
}
