import HTTPTypes
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterFuzzing
@testable import MusterREST

/// An instance with something of everything, and what must hold in it whatever was asked.
struct FuzzWorld {
    let api: APIFixture

    init(_ api: APIFixture) async throws {
        self.api = api
        for number in 0..<12 {
            let city: FieldValue = .text(number.isMultiple(of: 2) ? "Leeds" : "Paris")
            try await api.lead("p\(number)@example.com", [.city: city, .firstName: .text("P{{my.X}}")])
        }
        let json = try JSONParser.parse(FuzzDocuments.world)
        _ = try await api.store.write { writer in
            try writer.saveAPIClient(
                APIClient(id: FuzzCalls.clientID, name: "fuzz", scope: "fuzz@example.com", permissions: .all),
                secretHash: SecretHash.of(FuzzCalls.secret))
            _ = try Applier().apply(json, writer: writer)
        }
        try await api.engine.runUntilIdle()
    }

    /// What is broken when all is over.
    func faults() async throws -> [String] {
        var faults: [String] = []
        try await api.engine.runUntilIdle()
        if try !api.engine.isIdle() { faults.append("the engine does not come to rest") }
        for (statement, sound) in [("PRAGMA foreign_key_check", nil), ("PRAGMA quick_check", "ok")] {
            try api.store.read { reader in
                try reader.connection.query(statement, []) { row in
                    if row.text(0) != sound { faults.append("\(statement): \(row.text(0))") }
                    return true
                }
            }
        }
        // A new client, whatever has become of the others.
        let token = try await api.token(.all)
        for (table, paths) in Self.reads {
            // What every instance has is not all shown: lists that only campaigns and the server itself use.
            for id in try ids(of: table) where table == "lead" || table == "folder" || id > 1000 {
                for path in paths {
                    let uri = path.replacing("{id}", with: String(id))
                    let answer = try await api.call(.get, uri, token: token)
                    if answer.result?.isEmpty != false { faults.append("\(uri): \(answer.text.prefix(500))") }
                }
            }
        }
        let leads = try ids(of: "lead").count
        let everyone = try await api.smartList(
            "Everyone, at Last",
            rules: #"{"match":"any","filters":[{"City":{"is empty":true}},{"City":{"is not empty":true}}]}"#)
        let count = try await api.call(.get, "/muster/v1/smartList/\(everyone)/count.json", token: token)
        if count.result?.first?.object?["count"]?.integer != Int64(leads) {
            faults.append("\(leads) leads, but \(count.text)")
        }
        return faults
    }

    /// Calls that answer for everything of their kind.
    private static let reads = [
        (
            "smart_campaign",
            [
                "/rest/asset/v1/smartCampaign/{id}.json",
                "/rest/asset/v1/smartCampaign/{id}/smartList.json?includeRules=true",
                "/rest/v1/campaigns/{id}.json", "/muster/v1/smartCampaign/{id}/rules.json",
                "/muster/v1/smartCampaign/{id}/rules.json?format=short", "/muster/v1/smartCampaign/{id}/flow.json",
                "/muster/v1/smartCampaign/{id}/flow.json?format=short", "/muster/v1/smartCampaign/{id}/settings.json",
            ]
        ),
        (
            "smart_list",
            [
                "/rest/asset/v1/smartList/{id}.json?includeRules=true",
                "/muster/v1/smartList/{id}/rules.json?format=short",
            ]
        ),
        ("static_list", ["/rest/asset/v1/staticList/{id}.json", "/rest/v1/lists/{id}.json"]),
        ("program", ["/rest/asset/v1/program/{id}.json"]), ("folder", ["/rest/asset/v1/folder/{id}.json?type=Folder"]),
        ("lead", ["/rest/v1/lead/{id}.json"]),
    ]

    private func ids(of table: String) throws -> [Int64] {
        try api.store.read { reader in
            var ids: [Int64] = []
            try reader.connection.query("SELECT id FROM \(table) ORDER BY id", []) { row in
                ids.append(row.int(0))
                return true
            }
            return ids
        }
    }
}
