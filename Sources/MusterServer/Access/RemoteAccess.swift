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
        if let list = try await find("smartList", name) {
            let record = try await client.record("GET", "/muster/v1/smartList/\(list.id)/count.json")
            return ListCount(name: list.name, count: Int(record["count"]?.integer ?? 0))
        }
        guard let list = try await find("staticList", name) else { throw AccessError.noList(name) }
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

    func find(_ kind: String, _ name: String) async throws -> (id: Int64, name: String)? {
        let byName = try await client.call("GET", "/rest/asset/v1/\(kind)/byName.json", query: ["name": name])
        var found = byName["result"]?.array?.first?.object
        if found == nil { found = try await findInProgram(kind, name) }
        if found == nil, let id = Int64(name), id > 0 {
            let byID = try await client.lookUp("/rest/asset/v1/\(kind)/\(id).json")
            found = byID?["result"]?.array?.first?.object
        }
        guard let id = found?["id"]?.integer else { return nil }
        return (id, found?["name"]?.text ?? name)
    }

    /// `Program.List`, read at each dot, because both names may contain some.
    private func findInProgram(_ kind: String, _ name: String) async throws -> JSONObject? {
        for dot in name.indices where name[dot] == "." {
            let (program, asset) = (String(name[..<dot]), String(name[name.index(after: dot)...]))
            let answer = try await client.call("GET", "/rest/asset/v1/program/byName.json", query: ["name": program])
            guard let id = answer["result"]?.array?.first?.object?["id"]?.integer else { continue }
            let folder: JSONValue = ["id": .integer(id), "type": "Program"]
            let inside = try await client.call(
                "GET", "/rest/asset/v1/\(kind)s.json", query: ["folder": folder.jsonText, "maxReturn": "200"])
            let lists = (inside["result"]?.array ?? []).compactMap(\.object)
            if let list = lists.first(where: { $0["name"]?.text == asset }) { return list }
        }
        return nil
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

extension RemoteAccess {
    public func users() async throws -> [UserSummary] {
        try await client.records("GET", "/muster/v1/users.json").map { record in
            UserSummary(
                id: record["id"]?.integer ?? 0, name: record["name"]?.text ?? "", roles: record.texts("roles"),
                permissions: record.texts("permissions"), clientIDs: record.texts("clientIds"))
        }
    }

    public func addUser(_ name: String, roles: [String], permissions: [String]) async throws -> Credentials {
        let body: JSONValue = ["name": .string(name), "roles": .texts(roles), "permissions": .texts(permissions)]
        return try Self.credentials(try await client.record("POST", "/muster/v1/users.json", body: body))
    }

    public func removeUser(_ id: Int64) async throws {
        _ = try await client.call("POST", "/muster/v1/user/\(id)/delete.json")
    }

    public func newSecret(of user: Int64, clientID: String?) async throws -> Credentials {
        let body = JSONValue.object(clientID.map { ["clientId": .string($0)] } ?? [:])
        return try Self.credentials(try await client.record("POST", "/muster/v1/user/\(user)/secret.json", body: body))
    }

    public func roles() async throws -> [RoleSummary] {
        try await client.records("GET", "/muster/v1/roles.json").map { record in
            RoleSummary(
                name: record["name"]?.text ?? "", permissions: record.texts("permissions"),
                isSystem: record["isSystem"]?.boolean ?? false)
        }
    }

    public func addRole(_ name: String, permissions: [String]) async throws {
        let body: JSONValue = ["name": .string(name), "permissions": .texts(permissions)]
        _ = try await client.call("POST", "/muster/v1/roles.json", body: body)
    }

    private static func credentials(_ record: JSONObject) throws -> Credentials {
        guard let id = record["clientId"]?.text, let secret = record["clientSecret"]?.text else {
            throw AccessError("the server's answer has no credentials")
        }
        return Credentials(clientID: id, clientSecret: secret)
    }
}

extension JSONObject {
    fileprivate func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.text) }
}

extension JSONValue {
    fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
