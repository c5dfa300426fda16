import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct ActivateSmartCampaignEndpointTests {
    private static func uri(_ id: some CustomStringConvertible) -> String {
        "/rest/asset/v1/smartCampaign/\(id)/activate.json"
    }

    @Test(
        "the triggers are live with the answer",
        arguments: [
            APIBody.none, .form(""), .raw("", contentType: "multipart/form-data"), .json("{}"),
        ])
    func activated(body: APIBody) async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            let answer = try await api.call(.post, Self.uri(id), body)
            #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
            let record = try await api.get("/rest/asset/v1/smartCampaign/\(id).json").record
            #expect(record?["isActive"] == true)
            #expect(record?["status"] == "Active")
            #expect(record?["isRequestable"] == false)

            let lead = try await api.lead("a@example.com")
            try await api.engine.runUntilIdle()
            let scored = try api.store.read { try $0.lead(lead, fields: [.leadScore]) }
            #expect(scored?[.leadScore] == .integer(1))
        }
    }

    @Test(
        "what may not be activated",
        arguments: [
            (#"{"filters":[{"Country":"Germany"}]}"#, wait, "Smart Campaign must have at least one trigger"),
            (nil, nil, "Smart Campaign must have at least one trigger"),
            (created, nil, "Smart Campaign must have at least one flow step"),
        ] as [(String?, String?, String)])
    func refused(rules: String?, flow: String?, message: String) async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.campaign("A", rules: rules, flow: flow)
            try await api.expectRefusal("709", message, .post, Self.uri(id))
        }
    }
    private static let created = #"{"triggers":[{"Person is Created":{}}],"filters":[]}"#
    private static let wait = #"{"flow":[{"Wait":"3 days"}]}"#

    @Test("an active one cannot be activated again")
    func alreadyActive() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            try await api.expectRefusal("709", "Smart Campaign is already activated", .post, Self.uri(id))
        }
    }

    @Test("rules and flows that have broken meanwhile")
    func broken() async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            let rules = try await api.campaign(
                "Rules", rules: #"{"triggers":[{"Person is Created":{}}],"filters":[{"Member of List":"VIPs"}]}"#,
                flow: Self.wait)
            let flow = try await api.campaign(
                "Flow", rules: Self.created, flow: #"{"flow":[{"Add to List":"VIPs"}]}"#)
            _ = try await api.store.write { writer in
                try writer.rows.execute("DELETE FROM static_list WHERE id = ?", [.int(list.rawValue)])
                try writer.setSettings(writer.catalogs.settings)
            }
            try await api.expectRefusal("709", nil, .post, Self.uri(rules))
            let first = try await api.call(.post, Self.uri(rules))
            #expect(
                first.error?.message.hasPrefix("Smart Campaign has invalid rules: filters[0]") == true, "\(first.text)")
            let second = try await api.call(.post, Self.uri(flow))
            #expect(
                second.error?.message.hasPrefix("Smart Campaign has invalid flow steps: steps[0]") == true,
                "\(second.text)")
            #expect(second.error?.code == "709")
        }
    }

    @Test("a missing one")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(
                "702", "Smart Campaign not found or it has been deleted", .post, Self.uri(7))
            try await api.expectRefusal("1001", nil, .post, Self.uri("x"))
            try await api.expectRefusal("605", "Request method 'GET' not supported", .get, Self.uri(7))
        }
    }
}
