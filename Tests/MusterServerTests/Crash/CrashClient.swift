import Foundation
import Logging
import MusterModel
import MusterStore

@testable import MusterServer

/// How hard the crash tests are.
enum CrashLimits {
    /// Kills of each of the five: `MUSTER_CRASH_KILLS` over all of them, 80 otherwise.
    static let kills =
        (ProcessInfo.processInfo.environment["MUSTER_CRASH_KILLS"].flatMap { Int($0) } ?? 80) / 5
    /// People per transaction: so few that every kill falls into a flow's work.
    static let chunk = ["--chunk", "25"]
}

/// Calls of the crash tests to a server under test.
struct CrashClient: Sendable {
    private let connection: APIConnection

    init(_ server: ServerProcess) throws {
        connection = APIConnection(
            try ServerAddress(server.base, environment: [:]),
            credentials: Credentials(clientID: ServerProcess.clientID, clientSecret: ServerProcess.clientSecret))
    }

    func waitUntilIdle() async throws {
        while true {
            let answer = try await connection.call("GET", "/muster/v1/idle.json", query: ["timeout": "60"])
            if answer["result"]?.array?.first?.object?["idle"]?.boolean == true { return }
        }
    }

    /// Moves a simulated clock; returns when what fell due on the way is done.
    func advance(_ period: String) async throws {
        _ = try await connection.call("POST", "/muster/v1/clock.json", body: ["advance": .string(period)])
    }

    /// Makes the instance what the document says; returns what was said to be changed.
    func apply(_ document: JSONValue) async throws -> JSONObject {
        try await connection.record("POST", "/muster/v1/apply.json", body: document)
    }

    /// How far an import of activities under a key is.
    func nextRow(ofImport key: String, _ fingerprint: String) async throws -> Int64 {
        let part: JSONValue = [
            "key": .string(key), "fingerprint": .string(fingerprint), "firstRow": 0, "nextRow": 0, "isLast": false,
        ]
        let report = try await connection.record(
            "POST", "/muster/v1/import/activities.json", body: ["rows": [], "part": part])
        return report["progress"]?.object?["nextRow"]?.integer ?? 0
    }

    func readClock() async throws { _ = try await connection.call("GET", "/muster/v1/clock.json") }

    /// Gives every one of the leads the city; returns when the server has acknowledged all.
    func move(_ leads: [LeadID], to city: String) async throws {
        let input = leads.map { JSONValue.object(["id": .integer($0.rawValue), "city": .string(city)]) }
        _ = try await connection.call(
            "POST", "/rest/v1/leads.json",
            body: .object(["action": "updateOnly", "lookupField": "id", "input": .array(input)]))
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension StoreReader {
    /// Every activity of the log, in order.
    func forEachActivity(_ body: (Activity) -> Void) throws {
        var page = try activities(
            after: 0, since: nil, types: catalogs.activityTypes.types.map(\.id), limit: 10_000)
        page.rows.forEach(body)
        while page.hasMore {
            page = try activities(
                after: page.lastScanned, since: nil, types: catalogs.activityTypes.types.map(\.id), limit: 10_000)
            page.rows.forEach(body)
        }
    }
}
